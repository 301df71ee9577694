using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories.Operations;

/// <summary>How datasets are found.</summary>
internal abstract record SearchOperation : Operation
{
    private static bool IsMissing(HistoryState state, IEnumerable<string> collections) => collections.Any(c => !PlainGlob.IsPattern(c) && !state.Collections.ContainsKey(c));

    internal sealed record Get(IReadOnlyList<DatasetName> Datasets) : SearchOperation
    {
        public override Outcome Predict(HistoryState state, int client) => Outcome.Done with
        {
            Answer = Outcome.Sorted(Datasets.Select(d => state.Name(d.Type, d.Run, d.Detector)).Distinct().Where(state.Datasets.ContainsKey).Select(d => $"{d}={state.Datasets[d]}")),
        };

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            var found = await client.Registry.Datasets.GetAsync([.. client.References(state, Datasets).Select(d => d.Id)], HistoryClient.Token);
            return Outcome.Sorted(found.Values.Select(client.Text));
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Datasets).Select(d => new Get(d));

        public override string ToString() => $"get {Text(Datasets)}";
    }

    internal sealed record Find(string Type, IReadOnlyList<string> Collections, IReadOnlyList<(int Detector, Period? Period)> Wanted) : SearchOperation
    {
        public override Outcome Predict(HistoryState state, int client)
        {
            var isMissing = IsMissing(state, Collections);
            var found = isMissing ? [] : Wanted.Select(w => First(state, w.Detector, w.Period)).ToList();
            return Outcome.Of(
                [
                    (isMissing, typeof(MissingCollectionException)),
                    (!state.Types.ContainsKey(Type), typeof(MissingDatasetTypeException)),
                    (found.Any(f => f.Count > 1), typeof(CalibrationLookupException)),
                ],
                () => Outcome.Lines(found.Select(f => f.Count == 0 ? "none" : $"{f[0]}={state.Datasets[f[0]]}")));
        }

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            var found = await client.Registry.Datasets.FindAsync(
                client.Type(state, Type),
                [.. Wanted.Select(w => client.DataId(state, Type, w.Detector))],
                client.Full(Collections),
                [.. Wanted.Select(w => w.Period?.Timespan)],
                HistoryClient.Token);
            return Outcome.Lines(found.Select(f => f is null ? "none" : client.Text(f)));
        }

        public override IEnumerable<Operation> Shrink()
        {
            foreach (var wanted in Fewer(Wanted))
                yield return this with { Wanted = wanted };
            foreach (var collections in Fewer(Collections))
                yield return this with { Collections = collections };
        }

        public override string ToString() => $"find {Type} {Text(Wanted)} in {Text(Collections)}";

        // More than one where it is not clear which is meant.
        private List<DatasetName> First(HistoryState state, int detector, Period? period)
        {
            foreach (var collection in state.Flatten(Collections))
            {
                var there = state.IsA(collection, CollectionType.Calibration)
                    ? state.Validities.Where(v => v.Collection == collection && period?.Overlaps(v.Period) == true).Select(v => v.Dataset)
                    : state.In(collection);
                var name = state.Name(Type, "", detector);
                if (there.Where(d => d.Type == Type && d.Detector == name.Detector).ToList() is { Count: > 0 } found)
                    return found;
            }

            return [];
        }
    }

    internal sealed record List(string Types, IReadOnlyList<string> Collections, bool FindFirst) : SearchOperation
    {
        public override Outcome Predict(HistoryState state, int client)
        {
            var types = state.Types.Keys.Where(t => PlainGlob.Matches(Types, t)).ToList();
            var searched = IsMissing(state, Collections)
                ? []
                : state.Flatten(Collections.SelectMany(c => PlainGlob.IsPattern(c) ? [.. state.Collections.Keys.Where(n => PlainGlob.Matches(c, n)).Order(StringComparer.Ordinal)] : new[] { c }));
            if (types.Count == 0 || (FindFirst && (Collections.Any(PlainGlob.IsPattern) || searched.Any(c => state.IsA(c, CollectionType.Calibration)))))
                return Outcome.Unchecked;
            var found = searched.SelectMany(state.In).Where(d => types.Contains(d.Type)).Distinct();
            if (FindFirst)
                found = found.DistinctBy(d => (d.Type, d.Detector));
            return Outcome.Of([(IsMissing(state, Collections), typeof(MissingCollectionException))], () => Outcome.Sorted(found.Select(f => $"{f}={state.Datasets[f]}")));
        }

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            var query = new AllDatasetsQuery { DatasetTypes = [client.Full(Types)], Collections = client.Full(Collections), FindFirst = FindFirst };
            return Outcome.Sorted(await client.Queries.AllDatasetsAsync(query, HistoryClient.Token).Select(client.Text).ToListAsync(HistoryClient.Token));
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Collections).Select(c => this with { Collections = c });

        public override string ToString() => $"list {Types} in {Text(Collections)}{(FindFirst ? " first" : "")}";
    }
}
