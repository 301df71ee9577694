using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Records;
using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories.Operations;

/// <summary>What is done to the detectors' records, whose full names are alternate keys.</summary>
internal abstract record RecordOperation : Operation
{
    private static bool IsTaken(IReadOnlyDictionary<int, string> detectors, int detector, string name) => detectors.Any(d => d.Key != detector && d.Value == name);

    private static void Set(HistoryState state, int client, int detector, string name)
    {
        if (state.Detectors.TryGetValue(detector, out var before) && before != name)
            state.Remembered.UnionWith(Enumerable.Range(0, HistoryRunner.Clients).Where(c => c != client).Select(c => (c, detector)));
        state.Detectors[detector] = name;
    }

    internal sealed record Insert(IReadOnlyList<(int Detector, string Name)> Records, RecordInsertMode Mode) : RecordOperation
    {
        public override Outcome Predict(HistoryState state, int client)
        {
            var after = state.Detectors.ToDictionary();
            var conflict = false;
            foreach (var (detector, name) in Mode == RecordInsertMode.Replace ? Records.Reverse().DistinctBy(r => r.Detector).Reverse() : Records)
            {
                if (Mode == RecordInsertMode.SkipExisting && after.ContainsKey(detector))
                    continue;
                conflict |= IsTaken(after, detector, name) || (Mode == RecordInsertMode.New && after.ContainsKey(detector));
                after[detector] = name;
            }

            return Outcome.Of(
                [(conflict, typeof(ConflictException))],
                () =>
                {
                    foreach (var (detector, name) in after)
                        Set(state, client, detector, name);
                    return "";
                });
        }

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            await client.Registry.Records.InsertAsync(
                client.Registry.Universe["detector"], [.. Records.Select(r => client.Detector(r.Detector, r.Name))], Mode, HistoryClient.Token);
            return "";
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Records).Select(r => this with { Records = r });

        public override string ToString() => $"insert detectors {Text(Records)} {Mode}";
    }

    internal sealed record Sync(int Detector, string Name, RecordSync Mode) : RecordOperation
    {
        public override Outcome Predict(HistoryState state, int client)
        {
            var there = state.Detectors.GetValueOrDefault(Detector);
            return Outcome.Of(
                [(there != Name && (IsTaken(state.Detectors, Detector, Name) || (there is not null && Mode == RecordSync.Compare)), typeof(ConflictException))],
                () =>
                {
                    Set(state, client, Detector, Name);
                    state.Remembered.Remove((client, Detector));
                    return $"{there != Name}";
                });
        }

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before) =>
            $"{await client.Registry.Records.SyncAsync(client.Detector(Detector, Name), Mode, HistoryClient.Token)}";

        public override string ToString() => $"sync detector {Detector} {Name} {Mode}";
    }

    internal sealed record Expand(int Detector) : RecordOperation
    {
        public override Outcome Predict(HistoryState state, int client) => Outcome.Of(
            [(!state.Detectors.ContainsKey(Detector), typeof(DataIdValueException))],
            () => state.Remembered.Contains((client, Detector)) ? "" : state.Detectors[Detector]);

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            var dataId = (await client.Registry.Records.ExpandAsync([client.Detectors(Detector)], HistoryClient.Token))[0];
            return state.Remembered.Contains((client.Number, Detector)) ? "" : (string)dataId.Records!["detector"]!["full_name"]!;
        }

        public override string ToString() => $"expand detector {Detector}";
    }
}
