using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Failures;

/// <summary>The connection to the database broke, or can't be made.</summary>
internal sealed class ConnectionLostException(string message, Exception? inner = null) : RegistryException(message, inner)
{
    /// <summary>Whether trying again soon may help.</summary>
    public bool MayReturn { get; init; } = true;
}
