using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Log.Details;

namespace SkyButler.History.Undoing;

/// <summary>Puts members that were removed back to their places in chains, and leaves alone what became of these otherwise.</summary>
internal static class ChainPlaces
{
    /// <summary>Does so, inside a transaction.</summary>
    public static async Task RestoreAsync(SqlRegistry registry, IReadOnlyList<LoggedChain> chains, UndoLosses losses, CancellationToken cancellationToken)
    {
        var held = await registry.Collections.HoldAsync([.. chains.Select(c => c.Name)], cancellationToken).ConfigureAwait(false);
        foreach (var chain in chains)
        {
            var now = held.GetValueOrDefault(chain.Name);
            if (now is not { Type: CollectionType.Chained })
            {
                losses.Add(now is null ? $"The chain '{chain.Name}' was removed since, so nothing comes back into it." : $"'{chain.Name}' is a {now.TypeName} collection now, so nothing comes back into it.");
                continue;
            }

            IReadOnlyList<string> leaving = [.. chain.Before!.Except(chain.After, StringComparer.Ordinal).Except(now.Children, StringComparer.Ordinal)];
            var known = await registry.Collections.FindKnownAsync(leaving, cancellationToken).ConfigureAwait(false);
            foreach (var gone in leaving.Where(m => !known.ContainsKey(m)))
                losses.Add($"The collection '{gone}' is not there any more, so it does not come back into the chain '{chain.Name}'.");
            IReadOnlyList<string> there = [.. leaving.Where(known.ContainsKey)];
            if (there.Count > 0)
                await registry.Collections.EditChainAsync(chain.Name, ChainEdit.Redefine, Merge(chain.Before!, now.Children, there), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Members as they are now with others at the places that they had: after the nearest that came before them, or before the nearest after them.</summary>
    public static IReadOnlyList<string> Merge(IReadOnlyList<string> before, IReadOnlyList<string> now, IReadOnlyCollection<string> returning)
    {
        var members = now.ToList();
        var wanted = returning.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < before.Count; i++)
        {
            if (!wanted.Contains(before[i]) || members.Contains(before[i], StringComparer.Ordinal))
                continue;
            var earlier = before.Take(i).Reverse().Select(m => members.IndexOf(m)).FirstOrDefault(place => place >= 0, -1);
            var later = before.Skip(i + 1).Select(m => members.IndexOf(m)).FirstOrDefault(place => place >= 0, members.Count);
            members.Insert(earlier >= 0 ? earlier + 1 : later, before[i]);
        }

        return members;
    }
}
