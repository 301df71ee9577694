namespace SkyButler.Registry.Collections.Chains;

/// <summary>Finds chains that would contain themselves.</summary>
internal static class ChainCycles
{
    /// <summary>Such a chain; null where there is none.</summary>
    /// <param name="chains">Chains and their members; names that are not there have none.</param>
    public static string? Find(IReadOnlyDictionary<string, IReadOnlyList<string>> chains)
    {
        // Without recursion: nobody says how deep chains may be.
        var isDone = new Dictionary<string, bool>(StringComparer.Ordinal);
        var path = new Stack<(string Name, int Next)>();
        foreach (var root in chains.Keys)
        {
            if (!isDone.TryAdd(root, false))
                continue;
            path.Push((root, 0));
            while (path.TryPop(out var top))
            {
                var members = chains[top.Name];
                if (top.Next == members.Count)
                {
                    isDone[top.Name] = true;
                    continue;
                }

                path.Push((top.Name, top.Next + 1));
                var member = members[top.Next];
                if (!chains.ContainsKey(member))
                    continue;
                if (isDone.TryAdd(member, false))
                    path.Push((member, 0));
                else if (!isDone[member])
                    return member;
            }
        }

        return null;
    }
}
