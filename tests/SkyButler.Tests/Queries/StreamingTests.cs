using SkyButler.Dimensions.DataIds;
using SkyButler.Queries;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries;

/// <summary>Answers are streams: they hold neither locks nor rows longer than somebody reads them.</summary>
public sealed class StreamingTests
{
    private const int Side = 450;
    private static readonly DataIdQuery Pairs = new() { Dimensions = ["detector", "exposure"], Where = "instrument='Cam1'" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_that_is_dropped_half_way_lets_others_write()
    {
        await using var test = await LargeAsync();
        await using (var stream = new QueryEngine(test.Registry).DataIdsAsync(Pairs, Cancel).GetAsyncEnumerator(Cancel))
            for (var i = 0; i < 1000; i++)
                (await stream.MoveNextAsync()).ShouldBeTrue();

        await ShouldBeWritableAsync(test, 1001);
        (await new QueryEngine(test.Registry).DataIdsAsync(Pairs with { Limit = 3 }, Cancel).CountAsync(Cancel)).ShouldBe(3);
        await ShouldBeWritableAsync(test, 1002);
    }

    [Fact]
    public async Task A_stream_that_is_cancelled_stops_and_lets_others_write()
    {
        await using var test = await LargeAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var read = 0;

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new QueryEngine(test.Registry).DataIdsAsync(Pairs, cancellation.Token))
                if (++read == 500)
                    await cancellation.CancelAsync();
        });

        read.ShouldBeLessThan(Side * Side / 2);
        await ShouldBeWritableAsync(test, 1003);
    }

    [Fact]
    public async Task A_cancelled_token_stops_a_question_before_it_is_put()
    {
        await using var test = await TestRegistry.WithInstrumentAsync();
        var engine = new QueryEngine(test.Registry);
        var cancelled = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(async () => await engine.DataIdsAsync(Pairs, cancelled).ToListAsync(cancelled));
        await Should.ThrowAsync<OperationCanceledException>(() => engine.CountAsync(Pairs, cancelled));
    }

    [Fact]
    public async Task Streams_that_are_open_at_once_do_not_disturb_one_another()
    {
        await using var test = await LargeAsync();
        var engine = new QueryEngine(test.Registry);
        var query = Pairs with { Where = "instrument='Cam1' AND detector IN (1..9)", OrderBy = ["detector", "exposure"] };
        await using var forth = engine.DataIdsAsync(query, Cancel).GetAsyncEnumerator(Cancel);
        await using var back = engine.DataIdsAsync(query with { OrderBy = ["-detector", "-exposure"] }, Cancel).GetAsyncEnumerator(Cancel);
        var (first, last) = (new List<string>(), new List<string>());

        while (await forth.MoveNextAsync())
        {
            first.Add(forth.Current.ToString());
            (await back.MoveNextAsync()).ShouldBeTrue();
            last.Add(back.Current.ToString());
            if (first.Count % 1000 == 0)
                (await engine.CountAsync(new DataIdQuery { Dimensions = ["detector"], Where = "instrument='Cam1'" }, Cancel)).ShouldBe(Side);
        }

        (await back.MoveNextAsync()).ShouldBeFalse();
        first.Count.ShouldBe(9 * Side);
        last.AsEnumerable().Reverse().ShouldBe(first);
    }

    [Fact]
    public async Task Answers_to_several_at_once_are_those_to_each()
    {
        await using var test = await LargeAsync();
        var engine = new QueryEngine(test.Registry);

        var counts = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(
            async () => await engine.DataIdsAsync(Pairs with { Where = $"instrument='Cam1' AND detector IN (1..{i})" }, Cancel).CountAsync(Cancel), Cancel)));

        counts.ShouldBe(Enumerable.Range(1, 8).Select(i => i * Side));
    }

    [Fact]
    public async Task Rows_that_were_read_are_forgotten()
    {
        await using var test = await LargeAsync();
        var early = new List<WeakReference<DataCoordinate>>();
        var read = 0;

        await foreach (var row in new QueryEngine(test.Registry).DataIdsAsync(Pairs, Cancel))
        {
            if (++read % 1000 == 0)
                early.Add(new(row));
            if (read == 150_000)
                break;
        }

        GC.Collect();
        early.Take(100).Count(r => r.TryGetTarget(out _)).ShouldBe(0);
    }

    private static async Task ShouldBeWritableAsync(TestRegistry test, long id)
    {
        await using var writer = await test.OpenImpatientAsync();
        await writer.Records.InsertAsync(
            test.Universe["detector"], [test.Record("detector", ("instrument", "Cam1"), ("id", id))], SkyButler.Registry.Records.RecordInsertMode.New, Cancel);
    }

    // As many detectors and exposures, whose combinations are two hundred thousand.
    private static async Task<TestRegistry> LargeAsync()
    {
        var test = await TestRegistry.EmptyAsync();
        await test.InsertAsync("instrument", test.Record("instrument", ("name", "Cam1")));
        await test.InsertAsync("physical_filter", test.Record("physical_filter", ("instrument", "Cam1"), ("name", "G"), ("band", "g")));
        await test.InsertAsync("group", test.Record("group", ("instrument", "Cam1"), ("name", "a")));
        await test.InsertAsync("day_obs", test.Record("day_obs", ("instrument", "Cam1"), ("id", 20240101L)));
        await test.InsertAsync("detector", [.. Enumerable.Range(1, Side).Select(i => test.Record("detector", ("instrument", "Cam1"), ("id", (long)i)))]);
        await test.InsertAsync("exposure", [.. Enumerable.Range(1, Side).Select(i => test.Record(
            "exposure", ("instrument", "Cam1"), ("id", (long)i), ("physical_filter", "G"), ("group", "a"), ("day_obs", 20240101L)))]);
        return test;
    }
}
