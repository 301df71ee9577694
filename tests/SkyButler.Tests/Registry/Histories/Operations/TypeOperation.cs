using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories.Operations;

/// <summary>What is done to dataset types.</summary>
internal abstract record TypeOperation : Operation
{
    internal sealed record Register(string Name, int Form) : TypeOperation
    {
        public override Outcome Predict(HistoryState state, int client) => Outcome.Of(
            [
                (state.Types.TryGetValue(Name, out var there) && there != Form, typeof(ConflictException)),
                (state.IsInTransaction && !state.Types.ContainsKey(Name), typeof(RegistryException)),
            ],
            () => state.Types.TryAdd(Name, Form) ? Name : "");

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before) => Outcome.Lines(client.Short(
            await client.Registry.DatasetTypes.RegisterAsync([TypeForms.Make(client.Registry.Universe, client.Full(Name), Form)], HistoryClient.Token)));

        public override string ToString() => $"register type {Name} of form {Form}";
    }

    internal sealed record Remove(IReadOnlyList<string> Names) : TypeOperation
    {
        public override Outcome Predict(HistoryState state, int client) => Outcome.Of(
            [
                (Names.Any(n => !state.Types.ContainsKey(n)), typeof(MissingDatasetTypeException)),
                (state.Datasets.Keys.Any(d => Names.Contains(d.Type)), typeof(OrphanedRecordException)),
            ],
            () =>
            {
                foreach (var name in Names)
                    state.Types.Remove(name);
                state.Summaries.RemoveWhere(s => Names.Contains(s.Type));
                return "";
            });

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            await client.Registry.DatasetTypes.RemoveAsync(client.Full(Names), HistoryClient.Token);
            return "";
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Names).Select(n => new Remove(n));

        public override string ToString() => $"remove types {Text(Names)}";
    }

    internal sealed record Query(IReadOnlyList<string> Globs) : TypeOperation
    {
        public override Outcome Predict(HistoryState state, int client)
        {
            var missing = Globs.Where(g => !PlainGlob.IsPattern(g) && !state.Types.ContainsKey(g)).Distinct();
            var found = state.Types.Keys.Where(t => Globs.Any(g => PlainGlob.Matches(g, t))).Order(StringComparer.Ordinal);
            return Outcome.Done with { Answer = $"{Outcome.Lines(found)} without {Outcome.Sorted(missing)}" };
        }

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            var missing = new List<string>();
            var found = await client.Registry.DatasetTypes.QueryAsync(client.Full(Globs), missing, HistoryClient.Token);
            return $"{Outcome.Lines(client.Short(found.Select(t => t.Name)))} without {Outcome.Sorted(client.Short(missing))}";
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Globs).Select(g => new Query(g));

        public override string ToString() => $"query types {Text(Globs)}";
    }
}
