// The documents in full, fetched only where the service does not know them by hash.
import documents from '../../documents.json';

export default documents as Record<string, string>;
