using SkyButler.Registry.Databases.Failures;

namespace SkyButler.Registry.Databases;

/// <summary>What two clients do at once.</summary>
internal static class DatabaseRaces
{
    private const int Attempts = 4;

    /// <summary>
    /// Runs work that looks whether something is there and makes it where it is not, as <see cref="Database.SavepointAsync"/> does, and again
    /// where another client made it in between.
    /// </summary>
    public static async Task EnsureAsync(this Database database, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await database.SavepointAsync(work, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ConstraintException e) when (e.Kind == ConstraintKind.Unique && attempt < Attempts)
            {
                // Looked for again.
            }
        }
    }
}
