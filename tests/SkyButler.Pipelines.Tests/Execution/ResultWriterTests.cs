using SkyButler.Datasets;
using SkyButler.Datastores.Contents;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Collections;

namespace SkyButler.Pipelines.Tests.Execution;

public sealed class ResultWriterTests : IDisposable
{
    private const string Run = "u/me/results";
    private readonly MixedRepository repository = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task One_that_can_t_be_stored_keeps_no_other_out()
    {
        await using var butler = await Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadWrite }, Token);
        var datasets = await NewDatasetsAsync(butler, 5);
        var writer = new ResultWriter(butler, 1, repository.Clock, Token);
        // While another process holds the database, all five come to wait for it.
        await using var other = await Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadWrite }, Token);
        var stored = new List<Task>();
        await other.Registry.TransactAsync(
            async _ =>
            {
                foreach (var dataset in datasets)
                    stored.Add(await writer.HandOverAsync([new(dataset == datasets[2] ? "no mapping" : Value(dataset), dataset)], null, Token));
            },
            Token);

        await Task.WhenAll(stored).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await writer.DisposeAsync();

        stored.Select(s => s.IsCompletedSuccessfully).ShouldBe([true, true, false, true, true]);
        var error = await Should.ThrowAsync<ButlerException>(() => stored[2]);
        error.Message.ShouldContain(datasets[2].DataId.ToString());
        foreach (var dataset in datasets.Where(d => d != datasets[2]))
            ((IReadOnlyDictionary<string, object?>)await butler.GetAsync(dataset, null, Token))["id"].ShouldBe(dataset.Id.ToString());
        (await butler.ExistsAsync([datasets[2]], Token))[datasets[2].Id].ShouldBe(Datastores.DatasetExistence.None);
    }

    [Fact]
    public void Long_lists_and_what_is_no_plain_data_are_large()
    {
        PlainSize.IsBelow(1000, new Dictionary<string, object?> { ["a"] = new List<object?> { 1, 2.5, "text", null } }).ShouldBeTrue();
        PlainSize.IsBelow(1000, new string('x', 1001)).ShouldBeFalse();
        PlainSize.IsBelow(1000, new List<object?>(Enumerable.Repeat<object?>(1L, 1001))).ShouldBeFalse();
        PlainSize.IsBelow(1000, new Dictionary<string, object?> { ["a"] = new double[2] }).ShouldBeFalse();
        PlainSize.IsBelow(1000, new LogRecords([new LogRecord { Name = "a", Time = DateTimeOffset.UnixEpoch, Message = new string('x', 1001) }])).ShouldBeFalse();
    }

    [Fact]
    public async Task What_has_ended_is_stored_though_everything_is_to_stop()
    {
        await using var butler = await Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadWrite }, Token);
        var dataset = (await NewDatasetsAsync(butler, 1))[0];
        using var stop = new CancellationTokenSource();
        Task stored;
        await using (var writer = new ResultWriter(butler, 1, TimeProvider.System, stop.Token))
        {
            stored = await writer.HandOverAsync([new(Value(dataset), dataset)], null, Token);
            await stop.CancelAsync();
        }

        await stored;
        (await butler.ExistsAsync([dataset], Token))[dataset.Id].ShouldNotBe(Datastores.DatasetExistence.None);
    }

    private static Dictionary<string, object?> Value(DatasetRef dataset) => new() { ["id"] = dataset.Id.ToString() };

    private static async Task<List<DatasetRef>> NewDatasetsAsync(Butler butler, int count)
    {
        await butler.Registry.Collections.RegisterAsync([Run], CollectionType.Run, null, Token);
        var ids = new DatasetIds();
        var made = new List<DatasetRef>();
        await foreach (var dataset in butler.Queries.DatasetsAsync(new DatasetQuery { DatasetType = "raw_md", Collections = ["CamA/raw/all"] }, Token))
            if (made.Count < count)
                made.Add(new DatasetRef(dataset.DatasetType, dataset.DataId, Run, ids.MakeUnique()));
        made.Count.ShouldBe(count);
        return made;
    }
}
