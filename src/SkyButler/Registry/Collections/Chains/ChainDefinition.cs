using SkyButler.Registry.Errors;
using SkyButler.Registry.Log;
using SkyButler.Registry.Log.Details;

namespace SkyButler.Registry.Collections.Chains;

/// <summary>A change to the members of a chain that makes the chain if need be, all or nothing.</summary>
public sealed record ChainDefinition
{
    /// <summary>The chain.</summary>
    public required string Parent { get; init; }

    /// <summary>Its new, additional or leaving members.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>What happens to the members.</summary>
    public ChainEdit Edit { get; init; } = ChainEdit.Redefine;

    /// <summary>Documentation of a chain that is made.</summary>
    public string? Documentation { get; init; }

    /// <summary>The command that changes the chain on the way to something else, which the log names; null for one that was asked for as such.</summary>
    public string? By { get; init; }

    /// <summary>Whether members that are chains are replaced by their own members.</summary>
    public bool Flatten { get; init; }

    /// <summary>Applies the change; returns the members afterwards.</summary>
    /// <exception cref="MissingCollectionException">A member does not exist; nothing was changed.</exception>
    /// <exception cref="CollectionTypeException">The parent exists and is no chain.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(SqlRegistry registry, CancellationToken cancellationToken)
    {
        var existing = await registry.Collections.FindAsync(Parent, cancellationToken);
        RequireChain(existing);
        if (existing is null && Children.Count == 0)
            throw new RegistryException($"The chain '{Parent}' does not exist; name its members to make it.");
        if (existing is null && Edit == ChainEdit.Remove)
            throw new MissingCollectionException($"The chain '{Parent}' does not exist, so nothing can be taken out of it.");
        var children = Flatten
            ? (await registry.Collections.FlattenAsync(Children, cancellationToken)).Select(child => child.Name)
            : Children;
        IReadOnlyList<string> distinct = [.. children.Distinct(StringComparer.Ordinal)];
        IReadOnlyList<string> after = [];
        await registry.TransactAsync(Apply, cancellationToken);
        return after;

        async Task Apply(CancellationToken token)
        {
            // Somebody else may make it at this moment.
            var isMade = existing is null && (await registry.Collections.RegisterAsync([Parent], CollectionType.Chained, Documentation, token)).Count > 0;
            var before = isMade ? null : (await registry.Collections.HoldAsync([Parent], token)).GetValueOrDefault(Parent);
            if (!isMade && Documentation is not null)
                await registry.Collections.SetDocumentationAsync(Parent, Documentation, token);
            after = await registry.Collections.EditChainAsync(Parent, Edit, distinct, token);
            await TellAsync(registry, [(before, await registry.Collections.GetAsync(Parent, token))], By, token);
        }
    }

    /// <summary>Gives chains that are there new members, inside a transaction; the log has it as one action.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="chains">The chains with their members, those that others hold first.</param>
    /// <param name="made">Which of them were made in this transaction.</param>
    /// <param name="by">The command.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal static async Task RedefineAsync(
        SqlRegistry registry, IReadOnlyDictionary<string, IReadOnlyList<string>> chains, IReadOnlySet<string> made, string by, CancellationToken cancellationToken)
    {
        if (chains.Count == 0)
            return;
        var before = await registry.Collections.HoldAsync([.. chains.Keys], cancellationToken).ConfigureAwait(false);
        await registry.Collections.RedefineChainsAsync(chains, cancellationToken).ConfigureAwait(false);
        var after = await registry.Collections.FindKnownAsync([.. chains.Keys], cancellationToken).ConfigureAwait(false);
        await TellAsync(registry, [.. chains.Keys.Select(c => (made.Contains(c) ? null : before[c], after[c]))], by, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes members out of a chain by their places; negative ones count from the end.</summary>
    /// <returns>The members afterwards.</returns>
    public static async Task<IReadOnlyList<string>> PopAsync(
        SqlRegistry registry, string parent, IReadOnlyList<int> places, CancellationToken cancellationToken)
    {
        RequireChain(await registry.Collections.GetAsync(parent, cancellationToken));
        IReadOnlyList<string> after = [];
        await registry.TransactAsync(
            async token =>
            {
                var before = (await registry.Collections.HoldAsync([parent], token)).GetValueOrDefault(parent);
                after = await registry.Collections.EditChainAsync(parent, ChainEdit.Remove, At(places, parent, before?.Children ?? []), token);
                await TellAsync(registry, [(before, await registry.Collections.GetAsync(parent, token))], null, token);
            },
            cancellationToken);
        return after;
    }

    private static IReadOnlyList<string> At(IReadOnlyList<int> places, string parent, IReadOnlyList<string> children)
    {
        var count = children.Count;
        var found = places.Select(place => place >= -count && place < count
            ? children[place < 0 ? place + count : place]
            : throw new RegistryException($"The chain '{parent}' has {count} members, so it has none at {place}; places run from 0, or from -1 backwards."));
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static async Task TellAsync(SqlRegistry registry, IReadOnlyList<(CollectionRecord? Before, CollectionRecord After)> chains, string? by, CancellationToken cancellationToken)
    {
        var changed = chains.Where(c => c.Before is null || !c.Before.Children.SequenceEqual(c.After.Children, StringComparer.Ordinal) || c.Before.Documentation != c.After.Documentation)
            .Select(c => new LoggedChain(c.After.Name, c.Before?.Children, c.After.Children) { DocumentationBefore = c.Before?.Documentation ?? "", DocumentationAfter = c.After.Documentation }).ToList();
        if (changed.Count == 0)
            return;
        IReadOnlyList<string> names = [.. changed.Select(c => c.Name)];
        var entry = new LogEntry { Id = registry.Log.NewId(), Action = LogAction.EditChain, Subject = ActionLog.SubjectOf(names) + (by is null ? "" : $" (by {by})") };
        await registry.Log.AddAsync(entry, new() { Chains = changed }, names, [], cancellationToken);
    }

    private static void RequireChain(CollectionRecord? collection)
    {
        if (collection is not null && collection.Type != CollectionType.Chained)
            throw new CollectionTypeException($"'{collection.Name}' is a {collection.TypeName} collection, so it has no members; name a chain.");
    }
}
