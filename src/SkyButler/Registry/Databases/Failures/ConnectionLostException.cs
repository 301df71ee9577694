using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Failures;

/// <summary>The connection to the database broke, or can't be made.</summary>
internal sealed class ConnectionLostException(string message, Exception? inner = null) : RegistryException(message, inner)
{
    /// <summary>Whether trying again soon may help.</summary>
    public bool MayReturn { get; init; } = true;

    /// <summary>False where a commit was under way, and nobody can tell whether it was kept; else nothing was.</summary>
    public bool IsOutcomeKnown { get; init; } = true;
}
