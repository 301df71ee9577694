using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Failures;

/// <summary>The database gave up a transaction since another one changed the same rows; doing it again from its beginning may succeed.</summary>
internal sealed class WriteRaceException(string message, Exception? inner = null) : RegistryException(message, inner);
