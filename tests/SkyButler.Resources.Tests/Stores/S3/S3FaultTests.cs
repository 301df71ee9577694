using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.S3;
using SkyButler.Resources.Tests.Servers;
using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests.Stores.S3;

/// <summary>A real S3 server behind a connection that fails.</summary>
public sealed class S3FaultTests : IAsyncLifetime
{
    private const int MiB = 1 << 20;
    private static readonly byte[] Large = MakeContent(11 * MiB + 5);

    private readonly TemporaryDirectory folder = new();
    private readonly ImpatientTime time = new();
    private readonly ResourcePath root = ResourcePath.ParseStored($"s3://first/{Guid.NewGuid():N}/");
    private FaultProxy? proxy;
    private S3ResourceStore? store;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FaultProxy Proxy => proxy!;

    private S3ResourceStore Store => store!;

    private ResourceStores Stores => ResourceStores.Local.With("s3", Store);

    public async ValueTask InitializeAsync()
    {
        var server = await S3Server.GetAsync();
        proxy = await FaultProxy.StartAsync(server.Url);
        var environment = EnvironmentVariables.From(server.Environment).With("S3_ENDPOINT_URL", proxy.Url);
        store = new(environment, time, new() { PartSize = 5 * MiB, LargestSinglePut = 5 * MiB });
    }

    public async ValueTask DisposeAsync()
    {
        if (proxy is not null)
            await proxy.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "SlowDown")]
    [InlineData(503, null)]
    [InlineData(429, "TooManyRequests")]
    public async Task Whatever_is_asked_is_asked_again_until_the_server_can(int status, string? code)
    {
        Proxy.Plan = (_, before) => before < 2 ? new() { Status = status, Code = code } : null;
        await UseEverythingAsync();
        Proxy.Faults.ShouldBeGreaterThan(20);
        time.Pauses.Count.ShouldBeGreaterThanOrEqualTo(Proxy.Faults);
    }

    [Fact]
    public async Task Connections_that_break_in_the_middle_of_a_part_on_its_way_up_are_made_again()
    {
        Proxy.Plan = (request, before) => request.Method == "PUT" && before < 2 ? new() { DropRequestAfter = MiB } : null;
        await UseEverythingAsync();
        Proxy.Faults.ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task Connections_that_break_in_the_middle_of_a_part_on_its_way_down_are_taken_up()
    {
        Proxy.Plan = (request, before) => request.Method == "GET" && request.Query.Count == 0 && before < 1 ? new() { DropAnswerAfter = MiB } : null;
        await UseEverythingAsync();
        Proxy.Faults.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task An_answer_that_is_lost_after_the_work_was_done_is_asked_for_again()
    {
        Proxy.Plan = (request, before) => request.Method is "POST" or "DELETE" && before < 1 ? new() { DropAnswerAfter = 1 } : null;
        await UseEverythingAsync();
        Proxy.Faults.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(11 * MiB + 5)]
    public async Task Content_that_arrives_damaged_is_sent_again_and_in_the_end_refused(int size)
    {
        Proxy.Plan = (request, before) => request.Method == "PUT" && before < 1 ? new() { WrongTag = true } : null;
        await Stores.WriteAllBytesAsync(root.Join("a"), Large.AsMemory(0, size), Token);
        (await Stores.ReadAllBytesAsync(root.Join("a"), Token)).AsSpan().SequenceEqual(Large.AsSpan(0, size)).ShouldBeTrue();

        Proxy.Plan = (request, _) => request.Method == "PUT" ? new() { WrongTag = true } : null;
        var error = await Should.ThrowAsync<ResourceException>(async () => await Stores.WriteAllBytesAsync(root.Join("b"), Large.AsMemory(0, size), Token));
        error.Message.ShouldContain(root.Join("b").ToString());
        error.Message.ShouldContain("checksum");
        await NothingIsLeftAsync("b");
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(11 * MiB + 5)]
    public async Task Content_that_is_changed_on_its_way_to_the_server_is_refused_there_and_sent_again(int size)
    {
        Proxy.Plan = (request, before) =>
        {
            // Who changes the content on a plain connection must not be able to make its digest fit.
            if (request.Method == "PUT")
                request.Headers.Authorization.ToString().ShouldContain("content-md5");
            return request.Method == "PUT" && before < 1 ? new() { FlipsSentByte = true } : null;
        };
        await Stores.WriteAllBytesAsync(root.Join("a"), Large.AsMemory(0, size), Token);
        Proxy.Faults.ShouldBeGreaterThan(0);
        (await Stores.ReadAllBytesAsync(root.Join("a"), Token)).AsSpan().SequenceEqual(Large.AsSpan(0, size)).ShouldBeTrue();
    }

    [Fact]
    public async Task Content_that_comes_damaged_is_refused()
    {
        await Stores.WriteAllBytesAsync(root.Join("a"), Large.AsMemory(0, 1000), Token);
        Proxy.Plan = (request, _) => request.Method == "GET" ? new() { FlipsByte = true } : null;
        (await Should.ThrowAsync<ResourceException>(async () => await Stores.ReadAllBytesAsync(root.Join("a"), Token))).Message.ShouldContain("checksum");
        (await Should.ThrowAsync<ResourceException>(async () => await Store.DownloadAsync(root.Join("a"), folder.File("a"), cancellationToken: Token))).Message.ShouldContain("checksum");
    }

    [Fact]
    public async Task Credentials_that_expire_are_said_to_have_expired_and_not_tried_again()
    {
        Proxy.Plan = (_, _) => new() { Status = 400, Code = "ExpiredToken" };
        var error = await Should.ThrowAsync<ResourceException>(async () => await Stores.WriteAllBytesAsync(root.Join("a"), new byte[10], Token));
        error.Message.ShouldContain("have expired (ExpiredToken); renew them");
        error.Message.ShouldContain(root.Join("a").ToString());
        error.Message.ShouldNotContain("\n");
        time.Pauses.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(11 * MiB + 5)]
    public async Task A_server_that_stays_down_is_given_up_by_name_and_nothing_is_left(int size)
    {
        Proxy.Plan = (request, _) => request.Method == "PUT" ? new() { Status = 503, Code = "SlowDown" } : null;
        var error = await Should.ThrowAsync<ResourceException>(async () => await Stores.WriteAllBytesAsync(root.Join("a"), Large.AsMemory(0, size), Token));
        error.Message.ShouldStartWith($"Cannot write {root.Join("a")}: ");
        error.Message.ShouldContain("answered 503 SlowDown 10 times; it is overloaded or down, run this again later.");
        await NothingIsLeftAsync("a");
    }

    [Fact]
    public async Task Missing_credentials_are_said_to_be_missing()
    {
        var environment = EnvironmentVariables.Empty.With("S3_ENDPOINT_URL", Proxy.Url).With("HOME", folder.Path);
        var error = await Should.ThrowAsync<ResourceException>(async () => await new S3ResourceStore(environment, time).OpenReadAsync(root.Join("a"), Token));
        error.Message.ShouldContain("no S3 credentials for s3://first: set AWS_ACCESS_KEY_ID");
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_named()
    {
        var nobody = new S3ResourceStore(EnvironmentVariables.From((await S3Server.GetAsync()).Environment).With("S3_ENDPOINT_URL", "http://127.0.0.1:1"), time);
        var error = await Should.ThrowAsync<ResourceException>(async () => await nobody.OpenReadAsync(root.Join("a"), Token));
        error.Message.ShouldContain("nobody answers at http://127.0.0.1:1");
        error.Message.ShouldContain("S3_ENDPOINT_URL");
        time.Pauses.Count.ShouldBeLessThan(5);
    }

    private static byte[] MakeContent(int size)
    {
        var content = new byte[size];
        new Random(5).NextBytes(content);
        return content;
    }

    private async Task UseEverythingAsync()
    {
        await File.WriteAllBytesAsync(folder.File("up"), Large, Token);
        await using (var file = File.OpenRead(folder.File("up")))
            await Store.WriteAsync(root.Join("large"), file, Token);
        await Stores.WriteAllBytesAsync(root.Join("small"), Large.AsMemory(0, 2 * MiB), Token);
        (await Store.TryCopyAsync(root.Join("small"), root.Join("copy"), Token)).ShouldBeTrue();
        (await Store.ListAsync(root, Token).Select(file => (file.Path.Basename, file.Size)).ToListAsync(Token))
            .ShouldBe([("copy", 2 * MiB), ("large", Large.Length), ("small", 2 * MiB)]);
        (await Stores.ReadAllBytesAsync(root.Join("large"), Token)).AsSpan().SequenceEqual(Large).ShouldBeTrue();
        (await Stores.ReadAllBytesAsync(root.Join("copy"), Token)).AsSpan().SequenceEqual(Large.AsSpan(0, 2 * MiB)).ShouldBeTrue();
        await Store.DownloadAsync(root.Join("large"), folder.File("down"), cancellationToken: Token);
        (await File.ReadAllBytesAsync(folder.File("down"), Token)).AsSpan().SequenceEqual(Large).ShouldBeTrue();
        (await Store.DeleteAsync([root.Join("large"), root.Join("small"), root.Join("copy")], Token)).ShouldBeEmpty();
        (await Store.ListAsync(root, Token).AnyAsync(Token)).ShouldBeFalse();
    }

    private async Task NothingIsLeftAsync(string name)
    {
        Proxy.Plan = (_, _) => null;
        (await Stores.ExistsAsync(root.Join(name), Token)).ShouldBeFalse();
        (await Store.AbortAbandonedUploadsAsync(root, DateTimeOffset.MaxValue, Token)).ShouldBe(0);
    }
}
