using System.Collections.Immutable;

namespace SkyButler.Registry.Databases.Sessions;

/// <summary>Who is told when something happens to a database, in the order in which they asked; for as long as the database is open.</summary>
internal sealed class Listeners
{
    private ImmutableArray<Action> actions = [];

    public void Add(Action action) => ImmutableInterlocked.Update(ref actions, static (known, added) => known.Add(added), action);

    public void Tell()
    {
        foreach (var action in actions)
            action();
    }
}
