import type { Place } from '@chaperone/contracts'

/** A climate in six figures: monthly mean temperatures in °C, and the share of days with rain, at both ends of the year. */
export interface Climate {
  january: number
  july: number
  wetJanuary: number
  wetJuly: number
  isCoast: boolean
}

export interface City extends Place {
  climate: Climate
  /** Names in other languages. */
  otherNames: readonly string[]
}

type Row = [
  ...place: [name: string, country: string, latitude: number, longitude: number, timeZone: string],
  ...climate: [january: number, july: number, wetJanuary: number, wetJuly: number, site: 'coast' | 'inland'],
  ...otherNames: string[],
]

const rows: Row[] = [
  ['Lisbon', 'Portugal', 38.7167, -9.1333, 'Europe/Lisbon', 11.6, 23.1, 0.33, 0.03, 'coast', 'Lisboa', 'Lissabon'],
  ['Porto', 'Portugal', 41.1496, -8.611, 'Europe/Lisbon', 9.7, 20.2, 0.42, 0.07, 'coast', 'Oporto'],
  ['Faro', 'Portugal', 37.0194, -7.9304, 'Europe/Lisbon', 12, 24.2, 0.25, 0.02, 'coast'],
  ['Madrid', 'Spain', 40.4165, -3.7026, 'Europe/Madrid', 6.3, 25.6, 0.2, 0.06, 'inland'],
  ['Barcelona', 'Spain', 41.3888, 2.159, 'Europe/Madrid', 10, 24.2, 0.16, 0.09, 'coast'],
  ['Seville', 'Spain', 37.3828, -5.9732, 'Europe/Madrid', 11, 28.2, 0.2, 0.01, 'inland', 'Sevilla'],
  ['London', 'United Kingdom', 51.5085, -0.1257, 'Europe/London', 5.7, 18.8, 0.37, 0.26, 'inland', 'Londres'],
  ['Manchester', 'United Kingdom', 53.4809, -2.2374, 'Europe/London', 4.5, 16.2, 0.43, 0.36, 'inland'],
  ['Edinburgh', 'United Kingdom', 55.9521, -3.1965, 'Europe/London', 4, 15, 0.4, 0.33, 'coast'],
  ['Dublin', 'Ireland', 53.3331, -6.2489, 'Europe/Dublin', 5.3, 15.5, 0.4, 0.33, 'coast'],
  ['Paris', 'France', 48.8534, 2.3488, 'Europe/Paris', 4.9, 20.6, 0.33, 0.25, 'inland'],
  ['Lyon', 'France', 45.7485, 4.8467, 'Europe/Paris', 3.4, 22.1, 0.29, 0.21, 'inland'],
  ['Marseille', 'France', 43.297, 5.3811, 'Europe/Paris', 7.5, 24.8, 0.17, 0.04, 'coast'],
  ['Brussels', 'Belgium', 50.8505, 4.3488, 'Europe/Brussels', 3.7, 18.4, 0.39, 0.31, 'inland', 'Bruxelles', 'Brussel'],
  ['Amsterdam', 'Netherlands', 52.374, 4.8897, 'Europe/Amsterdam', 3.6, 17.9, 0.38, 0.31, 'coast'],
  ['Berlin', 'Germany', 52.5244, 13.4105, 'Europe/Berlin', 0.9, 19.8, 0.32, 0.28, 'inland'],
  ['Hamburg', 'Germany', 53.5507, 9.993, 'Europe/Berlin', 1.6, 18.1, 0.39, 0.34, 'inland'],
  ['Munich', 'Germany', 48.1374, 11.5755, 'Europe/Berlin', 0.3, 19.4, 0.32, 0.39, 'inland', 'München'],
  ['Cologne', 'Germany', 50.9333, 6.95, 'Europe/Berlin', 2.6, 18.8, 0.37, 0.31, 'inland', 'Köln'],
  ['Frankfurt', 'Germany', 50.1155, 8.6842, 'Europe/Berlin', 1.6, 20, 0.3, 0.28, 'inland'],
  ['Vienna', 'Austria', 48.2085, 16.3721, 'Europe/Vienna', 0.5, 21.2, 0.25, 0.29, 'inland', 'Wien'],
  ['Zurich', 'Switzerland', 47.3667, 8.55, 'Europe/Zurich', 0.3, 18.8, 0.32, 0.38, 'inland', 'Zürich'],
  ['Geneva', 'Switzerland', 46.2022, 6.1457, 'Europe/Zurich', 1.5, 20.6, 0.3, 0.25, 'inland', 'Genève', 'Genf'],
  ['Prague', 'Czechia', 50.088, 14.4208, 'Europe/Prague', -0.5, 19.3, 0.24, 0.32, 'inland', 'Praha', 'Prag'],
  ['Warsaw', 'Poland', 52.2298, 21.0118, 'Europe/Warsaw', -1.8, 19.7, 0.29, 0.31, 'inland', 'Warszawa'],
  ['Kraków', 'Poland', 50.0614, 19.9366, 'Europe/Warsaw', -1.6, 19.3, 0.3, 0.35, 'inland', 'Cracow'],
  ['Budapest', 'Hungary', 47.498, 19.0399, 'Europe/Budapest', 0.4, 22.3, 0.22, 0.22, 'inland'],
  ['Copenhagen', 'Denmark', 55.6759, 12.5655, 'Europe/Copenhagen', 1.4, 18.1, 0.3, 0.28, 'coast', 'København'],
  ['Stockholm', 'Sweden', 59.3294, 18.0687, 'Europe/Stockholm', -1.6, 18.7, 0.29, 0.3, 'coast'],
  ['Oslo', 'Norway', 59.9127, 10.7461, 'Europe/Oslo', -4, 17.7, 0.3, 0.35, 'inland'],
  ['Bergen', 'Norway', 60.393, 5.3242, 'Europe/Oslo', 2.5, 15.4, 0.6, 0.5, 'coast'],
  ['Helsinki', 'Finland', 60.1695, 24.9354, 'Europe/Helsinki', -3.9, 18.1, 0.32, 0.28, 'coast', 'Helsingfors'],
  ['Reykjavík', 'Iceland', 64.1355, -21.8954, 'Atlantic/Reykjavik', 0.1, 11.6, 0.43, 0.33, 'coast'],
  ['Rome', 'Italy', 41.8919, 12.5113, 'Europe/Rome', 7.5, 25.7, 0.23, 0.06, 'inland', 'Roma', 'Rom'],
  ['Milan', 'Italy', 45.4643, 9.1895, 'Europe/Rome', 3, 24.9, 0.2, 0.2, 'inland', 'Milano', 'Mailand'],
  ['Athens', 'Greece', 37.9838, 23.7278, 'Europe/Athens', 9.5, 29, 0.21, 0.03, 'coast', 'Athina'],
  ['Istanbul', 'Türkiye', 41.0138, 28.9497, 'Europe/Istanbul', 6, 23.8, 0.4, 0.1, 'coast'],
  ['Kyiv', 'Ukraine', 50.4547, 30.5238, 'Europe/Kyiv', -3.2, 21.3, 0.27, 0.28, 'inland', 'Kiev'],
  ['Cairo', 'Egypt', 30.0626, 31.2497, 'Africa/Cairo', 14, 28.4, 0.09, 0.01, 'inland'],
  ['Casablanca', 'Morocco', 33.5883, -7.6114, 'Africa/Casablanca', 12.7, 22.6, 0.25, 0.01, 'coast'],
  ['Lagos', 'Nigeria', 6.4541, 3.3947, 'Africa/Lagos', 27, 25.5, 0.06, 0.55, 'coast'],
  ['Nairobi', 'Kenya', -1.2833, 36.8167, 'Africa/Nairobi', 18.8, 16.2, 0.2, 0.13, 'inland'],
  ['Cape Town', 'South Africa', -33.9258, 18.4232, 'Africa/Johannesburg', 21.4, 12.6, 0.1, 0.33, 'coast'],
  ['Johannesburg', 'South Africa', -26.2023, 28.0436, 'Africa/Johannesburg', 20, 10, 0.5, 0.04, 'inland'],
  ['Dubai', 'United Arab Emirates', 25.0772, 55.3093, 'Asia/Dubai', 19.5, 35.8, 0.06, 0.01, 'coast'],
  ['Tel Aviv', 'Israel', 32.0809, 34.7806, 'Asia/Jerusalem', 13.5, 27, 0.28, 0.01, 'coast'],
  ['Mumbai', 'India', 19.0728, 72.8826, 'Asia/Kolkata', 24.3, 27.7, 0.01, 0.75, 'coast', 'Bombay'],
  ['Delhi', 'India', 28.6519, 77.2315, 'Asia/Kolkata', 14.2, 31.5, 0.06, 0.35, 'inland', 'New Delhi'],
  ['Bengaluru', 'India', 12.9719, 77.5937, 'Asia/Kolkata', 21.5, 23.7, 0.03, 0.4, 'inland', 'Bangalore'],
  ['Singapore', 'Singapore', 1.2897, 103.8501, 'Asia/Singapore', 26.6, 28.2, 0.42, 0.45, 'coast'],
  ['Bangkok', 'Thailand', 13.754, 100.5014, 'Asia/Bangkok', 27.3, 29.6, 0.05, 0.42, 'inland'],
  ['Jakarta', 'Indonesia', -6.2146, 106.8451, 'Asia/Jakarta', 27, 27.9, 0.6, 0.2, 'coast'],
  ['Hong Kong', 'China', 22.2783, 114.1747, 'Asia/Hong_Kong', 16.5, 28.9, 0.17, 0.55, 'coast'],
  ['Shanghai', 'China', 31.2222, 121.4581, 'Asia/Shanghai', 4.9, 28.8, 0.3, 0.38, 'coast'],
  ['Beijing', 'China', 39.9075, 116.3972, 'Asia/Shanghai', -2.7, 27.2, 0.05, 0.42, 'inland', 'Peking'],
  ['Seoul', 'South Korea', 37.566, 126.9784, 'Asia/Seoul', -2, 25.3, 0.19, 0.52, 'inland'],
  ['Tokyo', 'Japan', 35.6895, 139.6917, 'Asia/Tokyo', 5.4, 25.7, 0.16, 0.4, 'coast', 'Tokio'],
  ['Osaka', 'Japan', 34.6937, 135.5022, 'Asia/Tokyo', 6.2, 27.7, 0.2, 0.35, 'coast'],
  ['Sydney', 'Australia', -33.8679, 151.2073, 'Australia/Sydney', 23.5, 13.5, 0.35, 0.3, 'coast'],
  ['Melbourne', 'Australia', -37.814, 144.9633, 'Australia/Melbourne', 21, 10.5, 0.2, 0.4, 'coast'],
  ['Auckland', 'New Zealand', -36.8485, 174.7635, 'Pacific/Auckland', 19.7, 11.2, 0.26, 0.5, 'coast'],
  ['New York', 'United States', 40.7143, -74.006, 'America/New_York', 0.9, 25.3, 0.33, 0.32, 'coast', 'NYC'],
  ['Boston', 'United States', 42.3584, -71.0598, 'America/New_York', -1, 23.5, 0.35, 0.3, 'coast'],
  ['Washington', 'United States', 38.8951, -77.0364, 'America/New_York', 3, 27, 0.3, 0.32, 'inland'],
  ['Miami', 'United States', 25.7743, -80.1937, 'America/New_York', 20.3, 28.9, 0.22, 0.52, 'coast'],
  ['Chicago', 'United States', 41.85, -87.65, 'America/Chicago', -3.5, 24, 0.33, 0.3, 'inland'],
  ['Denver', 'United States', 39.7392, -104.9847, 'America/Denver', 0, 23.8, 0.13, 0.27, 'inland'],
  ['San Francisco', 'United States', 37.7749, -122.4194, 'America/Los_Angeles', 11, 16, 0.33, 0.01, 'coast'],
  ['Los Angeles', 'United States', 34.0522, -118.2437, 'America/Los_Angeles', 14.5, 22.9, 0.18, 0.01, 'coast'],
  ['Seattle', 'United States', 47.6062, -122.3321, 'America/Los_Angeles', 5.5, 19.8, 0.58, 0.14, 'coast'],
  ['Toronto', 'Canada', 43.7064, -79.3986, 'America/Toronto', -3.5, 22.5, 0.4, 0.3, 'inland'],
  ['Montréal', 'Canada', 45.5088, -73.5878, 'America/Toronto', -9.2, 21.5, 0.45, 0.38, 'inland'],
  ['Vancouver', 'Canada', 49.2497, -123.1193, 'America/Vancouver', 4.3, 18.4, 0.6, 0.15, 'coast'],
  [
    'Mexico City',
    'Mexico',
    19.4285,
    -99.1277,
    'America/Mexico_City',
    14.7,
    17.9,
    0.06,
    0.7,
    'inland',
    'Ciudad de México',
  ],
  ['Bogotá', 'Colombia', 4.6097, -74.0817, 'America/Bogota', 13.3, 13.1, 0.25, 0.5, 'inland'],
  ['Lima', 'Peru', -12.0432, -77.0282, 'America/Lima', 23, 16.8, 0.01, 0.02, 'coast'],
  ['Santiago', 'Chile', -33.4569, -70.6483, 'America/Santiago', 21, 8.7, 0.01, 0.2, 'inland'],
  ['Buenos Aires', 'Argentina', -34.6132, -58.3772, 'America/Argentina/Buenos_Aires', 24.9, 11.2, 0.28, 0.22, 'coast'],
  ['São Paulo', 'Brazil', -23.5475, -46.6361, 'America/Sao_Paulo', 23, 16.7, 0.6, 0.15, 'inland'],
  ['Rio de Janeiro', 'Brazil', -22.9064, -43.1822, 'America/Sao_Paulo', 26.9, 21.5, 0.4, 0.16, 'coast'],
]

/** Well-known cities: what place search and the climate model know without a network. */
export const cities: readonly City[] = rows.map(
  ([name, country, latitude, longitude, timeZone, january, july, wetJanuary, wetJuly, site, ...otherNames]) => ({
    name,
    country,
    latitude,
    longitude,
    timeZone,
    climate: { january, july, wetJanuary, wetJuly, isCoast: site === 'coast' },
    otherNames,
  }),
)
