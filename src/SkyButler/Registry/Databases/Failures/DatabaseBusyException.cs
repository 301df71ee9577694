using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Failures;

/// <summary>Another process holds the database; trying again may succeed.</summary>
internal sealed class DatabaseBusyException(string path)
    : RegistryException($"The database '{path}' is locked by another process that writes to it; wait for it to end and try again.");
