using SkyButler.Curation;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Transfers;

namespace SkyButler.Pipelines.Housekeeping;

/// <summary>The collections around an output chain that nobody needs any more.</summary>
/// <param name="Runs">Runs, which go with their datasets.</param>
/// <param name="Chains">Chains.</param>
/// <param name="Others">Tagged and calibration collections.</param>
public sealed record HousekeepingPlan(IReadOnlyList<string> Runs, IReadOnlyList<string> Chains, IReadOnlyList<string> Others)
{
    // u/me/test2 has nothing to do with u/me/test.
    private const char Separator = '/';

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Runs.Count + Chains.Count + Others.Count == 0;

    /// <summary>What bears the chain's name and a slash in front and is not in it any more: replaced runs, mostly (<c>pipetask cleanup</c>).</summary>
    /// <exception cref="PipelineException">There is no such chain.</exception>
    public static async Task<HousekeepingPlan> OfLeftOversAsync(Butler butler, string chain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(butler);
        var top = await ChainAsync(butler, chain, cancellationToken).ConfigureAwait(false);
        // What members that are chains hold is in use, too.
        var kept = top.Children.ToHashSet(StringComparer.Ordinal);
        if (top.Children.Count > 0)
            kept.UnionWith((await butler.Registry.Collections.FlattenAsync(top.Children, cancellationToken).ConfigureAwait(false)).Select(c => c.Name));
        var all = await butler.Registry.Collections.QueryAsync([$"{chain}{Separator}*"], null, cancellationToken).ConfigureAwait(false);
        var gone = all.Where(c => !kept.Contains(c.Name)).ToList();
        return new(Names(gone, CollectionType.Run), Names(gone, CollectionType.Chained), Names(gone, CollectionType.Tagged, CollectionType.Calibration));
    }

    /// <summary>The chain with those of its members that bear its name and a slash in front (<c>pipetask purge</c>).</summary>
    /// <param name="butler">The repository.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="recursive">Whether members that are chains go in the same way, instead of staying.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="PipelineException">There is no such chain, or another chain needs it or a member.</exception>
    public static async Task<HousekeepingPlan> OfChainAsync(Butler butler, string chain, bool recursive, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(butler);
        await ChainAsync(butler, chain, cancellationToken).ConfigureAwait(false);
        var collections = butler.Registry.Collections;
        var parents = await collections.ParentsAsync([chain], cancellationToken).ConfigureAwait(false);
        if (parents[chain].Count > 0)
            throw new PipelineException($"The chain '{chain}' is a member of {string.Join(", ", parents[chain])}; take it out by 'butler collection-chain --mode remove' first.");
        var (runs, chains, others) = (new List<string>(), new List<string>(), new List<string>());
        for (IReadOnlyList<string> level = [chain]; level.Count > 0;)
        {
            chains.AddRange(level);
            var members = new List<CollectionRecord>();
            foreach (var parent in await collections.QueryAsync(level, null, cancellationToken).ConfigureAwait(false))
            {
                var own = parent.Children.Where(c => c.StartsWith(parent.Name + Separator, StringComparison.Ordinal)).ToList();
                if (own.Count > 0)
                    members.AddRange(await collections.QueryAsync(own, null, cancellationToken).ConfigureAwait(false));
            }

            await RefuseSharedAsync(butler, members, chains, cancellationToken).ConfigureAwait(false);
            runs.AddRange(Names(members, CollectionType.Run));
            others.AddRange(Names(members, CollectionType.Tagged, CollectionType.Calibration));
            level = recursive ? Names(members, CollectionType.Chained) : [];
        }

        return new(runs, chains, others);
    }

    /// <summary>
    /// Removes them: runs first, some thousand datasets at a time, then what only names datasets; so the same can be asked for again where it was stopped.
    /// </summary>
    /// <exception cref="OrphanedRecordException">Another chain holds one of them.</exception>
    public async Task ApplyAsync(Butler butler, RunRemovalOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(butler);
        await RefuseHeldAsync(butler, cancellationToken).ConfigureAwait(false);
        if (Runs.Count > 0)
            await butler.RemoveRunsAsync(Runs, options with { Removal = RunRemoval.UnlinkFromChains }, cancellationToken).ConfigureAwait(false);
        if (Chains.Count + Others.Count > 0)
            await CollectionRemoval.ApplyAsync(butler.Registry, [.. Chains, .. Others], cancellationToken).ConfigureAwait(false);
    }

    private async Task RefuseHeldAsync(Butler butler, CancellationToken cancellationToken)
    {
        var going = Chains.ToHashSet(StringComparer.Ordinal);
        foreach (var (child, parents) in await butler.Registry.Collections.ParentsAsync([.. Runs, .. Chains, .. Others], cancellationToken).ConfigureAwait(false))
            if (parents.FirstOrDefault(p => !going.Contains(p)) is { } holder)
                throw new OrphanedRecordException($"The collection '{child}' is a member of the chain '{holder}', so nothing was removed; take it out by 'butler collection-chain --mode remove' first.");
    }

    private static async Task<CollectionRecord> ChainAsync(Butler butler, string name, CancellationToken cancellationToken)
    {
        var chain = await butler.Registry.Collections.GetAsync(name, cancellationToken).ConfigureAwait(false);
        return chain.Type == CollectionType.Chained
            ? chain
            : throw new PipelineException($"'{name}' is a {chain.TypeName} collection, and only a CHAINED one can be named here.");
    }

    private static async Task RefuseSharedAsync(Butler butler, List<CollectionRecord> members, List<string> going, CancellationToken cancellationToken)
    {
        if (members.Count == 0)
            return;
        foreach (var (member, parents) in await butler.Registry.Collections.ParentsAsync([.. members.Select(m => m.Name)], cancellationToken).ConfigureAwait(false))
            if (parents.FirstOrDefault(p => !going.Contains(p, StringComparer.Ordinal)) is { } other)
                throw new PipelineException($"The collection '{member}' is a member of the chain '{other}', too; take it out of there by 'butler collection-chain --mode remove' first.");
    }

    private static List<string> Names(IEnumerable<CollectionRecord> collections, params CollectionType[] types) =>
        [.. collections.Where(c => types.Contains(c.Type)).Select(c => c.Name).Distinct(StringComparer.Ordinal)];
}
