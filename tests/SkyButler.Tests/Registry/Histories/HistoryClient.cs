using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Tests.Registry.Contracts;
using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories;

/// <summary>One of the clients of a registry, in the words of one history: its names stand behind a prefix of its own, so that many histories share a database.</summary>
internal sealed class HistoryClient(TestRegistry test, int number, string prefix, DatasetIdentifiers identifiers) : IAsyncDisposable
{
    private SqlRegistry? registry;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public int Number => number;

    public SqlRegistry Registry => registry!;

    public QueryEngine Queries => new(Registry);

    public DatasetIdentifiers Identifiers => identifiers;

    public string Instrument => $"Cam{prefix}";

    /// <summary>Whether what the client remembers is no longer worth anything.</summary>
    public bool IsStale { get; set; } = true;

    public async Task ReopenAsync()
    {
        await DisposeAsync();
        registry = await test.OpenAsync(RegistryAccess.ReadWrite);
        IsStale = false;
    }

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
            await registry.DisposeAsync();
    }

    public string Full(string name) => prefix + name;

    public Guid Given(string word) => identifiers.Given(prefix, word);

    public IReadOnlyList<string> Full(IEnumerable<string> names) => [.. names.Select(Full)];

    public string Short(string name) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : $"foreign {name}";

    public IEnumerable<string> Short(IEnumerable<string> names) => names.Select(Short);

    public DatasetType Type(HistoryState state, string name) => TypeForms.Make(test.Universe, Full(name), state.Form(name));

    public DataCoordinate DataId(HistoryState state, string type, int detector)
    {
        var form = state.Form(type);
        return DataCoordinate.Standardize(
            TypeForms.Make(test.Universe, "any", form).Dimensions,
            TypeForms.HasDetector(form) ? new() { ["instrument"] = Instrument, ["detector"] = (long)detector }
            : TypeForms.HasInstrument(form) ? new() { ["instrument"] = Instrument } : new Dictionary<string, object>());
    }

    public DimensionRecord Detector(int detector, string name) => test.Record("detector", ("instrument", Instrument), ("id", (long)detector), ("full_name", name));

    public Task MakeInstrumentAsync() => test.InsertAsync("instrument", test.Record("instrument", ("name", Instrument)));

    /// <summary>A reference to a dataset, also to one that is not there.</summary>
    public DatasetRef Reference(HistoryState state, DatasetName dataset) =>
        new(Type(state, dataset.Type), DataId(state, dataset.Type, dataset.Detector), Full(dataset.Run), identifiers.Of(prefix, state, dataset));

    public IReadOnlyList<DatasetRef> References(HistoryState state, IEnumerable<DatasetName> datasets) =>
        [.. datasets.Select(d => Reference(state, state.Name(d.Type, d.Run, d.Detector)))];

    /// <summary>The data ID of a detector.</summary>
    public DataCoordinate Detectors(int detector) => test.DataId(("instrument", Instrument), ("detector", (long)detector));

    public DatasetName Name(DatasetRef dataset) =>
        new(Short(dataset.DatasetType.Name), Short(dataset.Run), dataset.DataId.Dimensions.Contains("detector") ? (int)dataset.DataId["detector"].Number : 0);

    public string Text(DatasetRef dataset) => $"{Name(dataset)}={identifiers.Word(dataset.Id)}";
}
