/** The embedded cluster's superuser: creates roles and tables, serves no request. */
export const SUPERUSER = 'chaperone_admin'
