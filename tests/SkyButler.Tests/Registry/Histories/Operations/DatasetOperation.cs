using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories.Operations;

/// <summary>How datasets come and go.</summary>
internal abstract record DatasetOperation : Operation
{
    private static IEnumerable<(bool Applies, Type Error)> Reasons(HistoryState state, IReadOnlyList<DatasetName> names) =>
    [
        (names.Any(n => !state.Types.ContainsKey(n.Type)), typeof(MissingDatasetTypeException)),
        (names.Any(n => !state.Collections.ContainsKey(n.Run)), typeof(MissingCollectionException)),
        (names.Any(n => state.Collections.ContainsKey(n.Run) && !state.IsA(n.Run, CollectionType.Run)), typeof(CollectionTypeException)),
    ];

    private static bool NeedsDetector(HistoryState state, DatasetName name) => TypeForms.HasDetector(state.Form(name.Type)) && !state.Detectors.ContainsKey(name.Detector);

    internal sealed record Insert(string Type, string Run, IReadOnlyList<int> Detectors, DatasetIdMode Mode) : DatasetOperation
    {
        public override Outcome Predict(HistoryState state, int client)
        {
            var names = Names(state);
            var words = names.Select(n => Word(state, n)).ToList();
            return Outcome.Of(
                [
                    .. Reasons(state, names),
                    (names.Any(n => NeedsDetector(state, n)), typeof(DataIdValueException)),
                    (names.Distinct().Count() < names.Count || names.Any(state.Datasets.ContainsKey) || words.Any(state.Datasets.ContainsValue), typeof(ConflictException)),
                ],
                () =>
                {
                    foreach (var (name, word) in names.Zip(words))
                        state.Datasets[name] = word;
                    state.Summarize(Run, Type);
                    return Outcome.Lines(names.Zip(words, (n, w) => $"{n}={w}"));
                });
        }

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            var made = await client.Registry.Datasets.InsertAsync(
                client.Type(before, Type), client.Full(Run), [.. Detectors.Select(d => client.DataId(before, Type, d))], Mode, HistoryClient.Token);
            foreach (var dataset in made)
                if (state.Datasets.TryGetValue(client.Name(dataset), out var word) && client.Identifiers.Learn(word, dataset.Id) is { } problem)
                    return problem;
            return Outcome.Lines(made.Select(client.Text));
        }

        public override IEnumerable<Operation> Shrink()
        {
            foreach (var fewer in Fewer(Detectors))
                yield return this with { Detectors = fewer };
            if (Mode != DatasetIdMode.Unique)
                yield return this with { Mode = DatasetIdMode.Unique };
        }

        public override string ToString() => $"insert {Type}@{Run} {Text(Detectors)} {Mode}";

        private List<DatasetName> Names(HistoryState state) => [.. Detectors.Select(d => state.Name(Type, Run, d))];

        private string Word(HistoryState state, DatasetName name) => Mode switch
        {
            DatasetIdMode.Unique => $"u{++state.Made}",
            DatasetIdMode.DataIdType => $"t/{Type}/{name.Detector}",
            _ => $"r/{name}",
        };
    }

    internal sealed record Import(IReadOnlyList<(string Word, DatasetName Dataset)> Given) : DatasetOperation
    {
        public override Outcome Predict(HistoryState state, int client)
        {
            var given = Given.Select(g => (g.Word, Dataset: state.Name(g.Dataset.Type, g.Dataset.Run, g.Dataset.Detector))).Distinct().ToList();
            var added = given.Where(g => state.Datasets.GetValueOrDefault(g.Dataset) != g.Word).ToList();
            var isTwice = given.GroupBy(g => g.Word).Any(g => g.Skip(1).Any()) || given.GroupBy(g => g.Dataset).Any(g => g.Skip(1).Any());
            return Outcome.Of(
                [
                    .. Reasons(state, [.. given.Select(g => g.Dataset)]),
                    (added.Any(g => NeedsDetector(state, g.Dataset)), typeof(DataIdValueException)),
                    (isTwice || added.Any(a => state.Datasets.ContainsKey(a.Dataset) || state.Datasets.ContainsValue(a.Word)), typeof(ConflictException)),
                ],
                () =>
                {
                    foreach (var (word, dataset) in added)
                    {
                        state.Datasets[dataset] = word;
                        state.Summarize(dataset.Run, dataset.Type);
                    }

                    return "";
                });
        }

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            await client.Registry.Datasets.ImportAsync(
                [.. Given.Select(g => new DatasetRef(client.Type(before, g.Dataset.Type), client.DataId(before, g.Dataset.Type, g.Dataset.Detector), client.Full(g.Dataset.Run), client.Given(g.Word)))],
                HistoryClient.Token);
            return "";
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Given).Select(g => new Import(g));

        public override string ToString() => $"import {Text(Given.Select(g => $"{g.Dataset}={g.Word}"))}";
    }

    internal sealed record Remove(IReadOnlyList<DatasetName> Datasets) : DatasetOperation
    {
        public override Outcome Predict(HistoryState state, int client)
        {
            foreach (var dataset in Datasets)
                state.Remove(state.Name(dataset.Type, dataset.Run, dataset.Detector));
            return Outcome.Done;
        }

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            await client.Registry.Datasets.RemoveAsync([.. client.References(before, Datasets).Select(d => d.Id)], HistoryClient.Token);
            return "";
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Datasets).Select(d => new Remove(d));

        public override string ToString() => $"remove {Text(Datasets)}";
    }
}
