using SkyButler.Registry.Collections;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories.Operations;

/// <summary>What joins and leaves tagged and calibration collections.</summary>
internal abstract record MembershipOperation(string Collection) : Operation
{
    private IEnumerable<(bool Applies, Type Error)> Reasons(HistoryState state, CollectionType type, IEnumerable<string> types) =>
    [
        (!state.Collections.ContainsKey(Collection), typeof(MissingCollectionException)),
        (state.Collections.ContainsKey(Collection) && !state.IsA(Collection, type), typeof(CollectionTypeException)),
        (types.Any(t => !state.Types.ContainsKey(t)), typeof(MissingDatasetTypeException)),
    ];

    private static List<DatasetName> Names(HistoryState state, IReadOnlyList<DatasetName> datasets) => [.. datasets.Select(d => state.Name(d.Type, d.Run, d.Detector)).Distinct()];

    private static bool AreTwins(IReadOnlyList<DatasetName> names) => names.GroupBy(n => (n.Type, n.Detector)).Any(g => g.Skip(1).Any());

    internal sealed record Associate(string Collection, IReadOnlyList<DatasetName> Datasets) : MembershipOperation(Collection)
    {
        public override Outcome Predict(HistoryState state, int client)
        {
            var names = Names(state, Datasets);
            var others = state.Tags.Where(t => t.Collection == Collection).Select(t => t.Dataset);
            return Outcome.Of(
                [
                    .. Reasons(state, CollectionType.Tagged, names.Select(d => d.Type)),
                    (names.Any(d => !state.Datasets.ContainsKey(d)), typeof(RegistryException)),
                    (AreTwins(names) || others.Any(o => names.Any(n => n != o && n.Type == o.Type && n.Detector == o.Detector)), typeof(ConflictException)),
                ],
                () =>
                {
                    foreach (var name in names)
                    {
                        state.Tags.Add((Collection, name));
                        state.Summarize(Collection, name.Type);
                    }

                    return "";
                });
        }

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            await client.Registry.Datasets.AssociateAsync(client.Full(Collection), client.References(before, Datasets), HistoryClient.Token);
            return "";
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Datasets).Select(d => this with { Datasets = d });

        public override string ToString() => $"associate {Collection} with {Text(Datasets)}";
    }

    internal sealed record Disassociate(string Collection, IReadOnlyList<DatasetName> Datasets) : MembershipOperation(Collection)
    {
        public override Outcome Predict(HistoryState state, int client)
        {
            var names = Names(state, Datasets);
            return Outcome.Of(
                Reasons(state, CollectionType.Tagged, names.Select(d => d.Type)),
                () =>
                {
                    state.Tags.RemoveWhere(t => t.Collection == Collection && names.Contains(t.Dataset));
                    return "";
                });
        }

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            await client.Registry.Datasets.DisassociateAsync(client.Full(Collection), client.References(before, Datasets), HistoryClient.Token);
            return "";
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Datasets).Select(d => this with { Datasets = d });

        public override string ToString() => $"disassociate {Collection} from {Text(Datasets)}";
    }

    internal sealed record Certify(string Collection, IReadOnlyList<DatasetName> Datasets, Period Period) : MembershipOperation(Collection)
    {
        public override Outcome Predict(HistoryState state, int client)
        {
            var names = Names(state, Datasets);
            return Outcome.Of(
                [
                    .. Reasons(state, CollectionType.Calibration, names.Select(d => d.Type)),
                    (Period.IsEmpty || names.Any(n => !TypeForms.IsCalibration(state.Form(n.Type)) || !state.Datasets.ContainsKey(n)), typeof(RegistryException)),
                    (AreTwins(names) || state.Validities.Any(v => v.Collection == Collection && v.Period.Overlaps(Period)
                        && names.Any(n => n.Type == v.Dataset.Type && n.Detector == v.Dataset.Detector)), typeof(ConflictException)),
                ],
                () =>
                {
                    foreach (var name in names)
                    {
                        state.Validities.Add((Collection, name, Period));
                        state.Summarize(Collection, name.Type);
                    }

                    return "";
                });
        }

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            await client.Registry.Datasets.CertifyAsync(client.Full(Collection), client.References(before, Datasets), Period.Timespan, HistoryClient.Token);
            return "";
        }

        public override IEnumerable<Operation> Shrink() => Fewer(Datasets).Select(d => this with { Datasets = d });

        public override string ToString() => $"certify {Collection} with {Text(Datasets)} for {Period}";
    }

    internal sealed record Decertify(string Collection, string Type, Period Period, IReadOnlyList<int>? Detectors) : MembershipOperation(Collection)
    {
        public override Outcome Predict(HistoryState state, int client) => Outcome.Of(
            [
                .. Reasons(state, CollectionType.Calibration, [Type]),
                (!TypeForms.IsCalibration(state.Form(Type)), typeof(RegistryException)),
            ],
            () =>
            {
                var detectors = Detectors?.Select(d => state.Name(Type, "", d).Detector).ToList();
                foreach (var cut in state.Validities.Where(v => v.Collection == Collection && v.Dataset.Type == Type && v.Period.Overlaps(Period)
                    && detectors?.Contains(v.Dataset.Detector) != false).ToList())
                {
                    state.Validities.Remove(cut);
                    state.Validities.UnionWith(cut.Period.Without(Period).Select(p => cut with { Period = p }));
                }

                return "";
            });

        public override async Task<string> RunAsync(HistoryClient client, HistoryState state, HistoryState before)
        {
            await client.Registry.Datasets.DecertifyAsync(
                client.Full(Collection), client.Type(before, Type), Period.Timespan, Detectors?.Select(d => client.DataId(before, Type, d)).ToList(), HistoryClient.Token);
            return "";
        }

        public override IEnumerable<Operation> Shrink() => Detectors is null ? [] : Fewer(Detectors).Select(d => this with { Detectors = d });

        public override string ToString() => $"decertify {Type} in {Collection} for {Period} {(Detectors is null ? "all" : Text(Detectors))}";
    }
}
