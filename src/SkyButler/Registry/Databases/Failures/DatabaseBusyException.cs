using System.Globalization;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Databases.Failures;

/// <summary>Another process holds the database; trying again may succeed.</summary>
internal sealed class DatabaseBusyException : RegistryException
{
    public DatabaseBusyException(string path)
        : base($"The database '{path}' is locked by another process that writes to it; wait for it to end and try again.")
    {
    }

    /// <summary>For one who has waited as long as he should.</summary>
    /// <param name="path">The database.</param>
    /// <param name="waited">How long.</param>
    /// <param name="holders">Who held it at the end; empty where that can't be found out.</param>
    public DatabaseBusyException(string path, TimeSpan waited, string holders)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"The database '{path}' is locked, and did not become free in {waited.TotalSeconds:0.###} s: {Held(holders)}; wait for it to end, or end it if it hangs, and try again (registry.lock_wait sets how long to wait)."))
    {
    }

    private static string Held(string holders) =>
        holders.Length > 0 ? $"it is held by {holders}" : "it is held by a process that does not show here, so it runs in another container, on another machine, or as another user";
}
