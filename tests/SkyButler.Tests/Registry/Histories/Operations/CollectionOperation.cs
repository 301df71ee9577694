using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories.Operations;

/// <summary>What is done to collections.</summary>
internal abstract record CollectionOperation : Operation
{
    private static IEnumerable<(bool Applies, Type Error)> Missing(HistoryState state, IEnumerable<string> names) =>
        [(names.Any(n => !state.Collections.ContainsKey(n)), typeof(MissingCollectionException))];

    internal sealed record Register(IReadOnlyList<string> Names, CollectionType Type, string Documentation) : CollectionOperation
    {
        public override Outcome Predict(HistoryState state, int client) => Outcome.Of(
            [(Names.Any(n => state.Collections.ContainsKey(n) && !state.IsA(n, Type)), typeof(ConflictException))],
            () =>
            {
                var added = Names.Distinct().Where(n => !state.Collections.ContainsKey(n)).ToList();
                foreach (var name in added)
                    state.Collections[name] = new(Type, Documentation, []);
                return Outcome.Lines(added);
            });

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before) =>
            Outcome.Lines(client.Short(await client.Registry.Collections.RegisterAsync(client.Full(Names), Type, Documentation, HistoryClient.Token)));

        public override IEnumerable<Operation> Shrink() => Fewer(Names).Select(n => this with { Names = n });

        public override string ToString() => $"register {Text(Names)} as {Type} '{Documentation}'";
    }

    internal sealed record Remove(IReadOnlyList<string> Names) : CollectionOperation
    {
        public override Outcome Predict(HistoryState state, int client) => Outcome.Of(
            [.. Missing(state, Names), (Names.Any(n => state.Parents(n).Except(Names).Any()), typeof(OrphanedRecordException))],
            () =>
            {
                foreach (var name in Names.Distinct())
                    state.RemoveCollection(name);
                return "";
            });

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            await client.Registry.Collections.RemoveAsync(client.Full(Names), HistoryClient.Token);
            return "";
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Names).Select(n => new Remove(n));

        public override string ToString() => $"remove collections {Text(Names)}";
    }

    internal sealed record Edit(string Chain, ChainEdit How, IReadOnlyList<string> Children) : CollectionOperation
    {
        public override Outcome Predict(HistoryState state, int client) => Outcome.Of(
            [
                .. Missing(state, Children.Append(Chain)),
                (state.Collections.ContainsKey(Chain) && !state.IsA(Chain, CollectionType.Chained), typeof(CollectionTypeException)),
                (How != ChainEdit.Remove && Children.Any(c => c == Chain || (state.Collections.ContainsKey(c) && state.Below(c).Contains(Chain))), typeof(CollectionCycleException)),
            ],
            () =>
            {
                var chain = state.Collections[Chain];
                var given = Children.Distinct().ToList();
                var others = chain.Children.Except(given).ToList();
                IReadOnlyList<string> after = How switch
                {
                    ChainEdit.Redefine => given,
                    ChainEdit.Prepend => [.. given, .. others],
                    ChainEdit.Extend => [.. others, .. given],
                    _ => others,
                };
                state.Collections[Chain] = chain with { Children = after };
                return Outcome.Lines(after);
            });

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before) =>
            Outcome.Lines(client.Short(await client.Registry.Collections.EditChainAsync(client.Full(Chain), How, client.Full(Children), HistoryClient.Token)));

        public override IEnumerable<Operation> Shrink() => Fewer(Children).Select(c => this with { Children = c });

        public override string ToString() => $"chain {Chain}: {How} {Text(Children)}";
    }

    internal sealed record Describe(string Name, string Documentation) : CollectionOperation
    {
        public override Outcome Predict(HistoryState state, int client) => Outcome.Of(
            Missing(state, [Name]),
            () =>
            {
                state.Collections[Name] = state.Collections[Name] with { Documentation = Documentation };
                return "";
            });

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            await client.Registry.Collections.SetDocumentationAsync(client.Full(Name), Documentation, HistoryClient.Token);
            return "";
        }

        public override string ToString() => $"describe {Name} as '{Documentation}'";
    }

    internal sealed record Query(IReadOnlyList<string> Globs, CollectionType? Type) : CollectionOperation
    {
        public override Outcome Predict(HistoryState state, int client) => Outcome.Of(
            Missing(state, Globs.Where(g => !PlainGlob.IsPattern(g))),
            () => Outcome.Sorted(state.Collections.Where(c => Globs.Any(g => PlainGlob.Matches(g, c.Key)) && (Type is null || c.Value.Type == Type)).Select(c => c.Key)));

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            var types = Type is { } type ? new HashSet<CollectionType> { type } : null;
            return Outcome.Lines(client.Short((await client.Registry.Collections.QueryAsync(client.Full(Globs), types, HistoryClient.Token)).Select(c => c.Name)));
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Globs).Select(g => this with { Globs = g });

        public override string ToString() => $"query collections {Text(Globs)} {Type}";
    }

    internal sealed record Flatten(IReadOnlyList<string> Names) : CollectionOperation
    {
        public override Outcome Predict(HistoryState state, int client) => Outcome.Of(Missing(state, Names), () => Outcome.Lines(state.Flatten(Names)));

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before) =>
            Outcome.Lines(client.Short((await client.Registry.Collections.FlattenAsync(client.Full(Names), HistoryClient.Token)).Select(c => c.Name)));

        public override IEnumerable<Operation> Shrink() => Fewer(Names).Select(n => new Flatten(n));

        public override string ToString() => $"flatten {Text(Names)}";
    }

    internal sealed record Summarize(IReadOnlyList<string> Names) : CollectionOperation
    {
        public static string Line(string name, IEnumerable<string> types, IEnumerable<string> instruments) =>
            $"{name}: {Outcome.Sorted(types)}{(instruments.Any() ? " of the instrument" : "")}";

        public static string Line(HistoryState state, string name)
        {
            var flat = state.Flatten([name]);
            return Line(name, state.Summaries.Where(s => flat.Contains(s.Collection)).Select(s => s.Type).Distinct(), flat.Where(state.OfInstrument.Contains));
        }

        public override Outcome Predict(HistoryState state, int client) => Outcome.Of(Missing(state, Names), () => Outcome.Sorted(Names.Distinct().Select(n => Line(state, n))));

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            var summaries = await client.Registry.Collections.SummariesAsync(client.Full(Names), HistoryClient.Token);
            return Outcome.Sorted(summaries.Select(s => Line(
                client.Short(s.Key), client.Short(s.Value.DatasetTypes), s.Value.Governors.TryGetValue("instrument", out var values) ? values.Where(v => v == client.Instrument) : [])));
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Names).Select(n => new Summarize(n));

        public override string ToString() => $"summaries of {Text(Names)}";
    }
}
