import { openStores } from '../../src/stores.ts'
import { carStoreContract } from './car-store.ts'
import { importStoreContract } from './import-store.ts'

const sqlite = (settings?: { grace: number }) => openStores('sqlite::memory:', settings)

carStoreContract('SQLite', async (settings) => (await sqlite(settings)).cars)
importStoreContract('SQLite', () => sqlite())
