using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Failures;

/// <summary>A client that was opened to read was asked to write.</summary>
internal sealed class ReadOnlyClientException(string location)
    : RegistryException($"The repository was opened read-only, so its database '{location}' can't be changed; open it with write access.");
