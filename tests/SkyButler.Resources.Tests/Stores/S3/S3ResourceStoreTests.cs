using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.S3;
using SkyButler.Resources.Stores.S3.Connections;
using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests.Stores.S3;

public sealed class S3ResourceStoreTests : ResourceStoreContract, IAsyncLifetime
{
    private const int MiB = 1 << 20;

    private ResourceStores stores = ResourceStores.Local;
    private EnvironmentVariables environment = EnvironmentVariables.Empty;

    protected override ResourceStores Stores => stores;

    protected override ResourcePath Root { get; } = ResourcePath.ParseStored($"s3://first/{Guid.NewGuid():N}/some/where/");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private S3ResourceStore Store => (S3ResourceStore)stores.For(Root);

    public async ValueTask InitializeAsync()
    {
        environment = EnvironmentVariables.From((await S3Server.GetAsync()).Environment);
        stores = ResourceStores.Local.With("s3", Make(new() { PartSize = 5 * MiB, LargestSinglePut = 6 * MiB }));
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5 * MiB)]
    [InlineData(6 * MiB + 1)]
    [InlineData(17 * MiB + 3)]
    public async Task Files_of_every_size_go_up_and_come_down_unchanged(int size)
    {
        var content = Content(size);
        await File.WriteAllBytesAsync(Folder.File("up"), content, Token);
        await using (var file = File.OpenRead(Folder.File("up")))
            await Store.WriteAsync(Root.Join("file"), file, Token);
        await Store.WriteAsync(Root.Join("stream"), new UnseekableStream(new MemoryStream(content)), Token);

        foreach (var name in (string[])["file", "stream"])
        {
            (await stores.FindAsync(Root.Join(name), Token))!.Size.ShouldBe(size);
            (await stores.ReadAllBytesAsync(Root.Join(name), Token)).AsSpan().SequenceEqual(content).ShouldBeTrue();
            await Store.DownloadAsync(Root.Join(name), Folder.File("down"), cancellationToken: Token);
            (await File.ReadAllBytesAsync(Folder.File("down"), Token)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task An_object_is_copied_by_the_server_whole_and_in_parts()
    {
        var content = Content(12 * MiB);
        await stores.WriteAllBytesAsync(Root.Join("a"), content, Token);
        var other = ResourcePath.ParseStored($"s3://second/{Guid.NewGuid():N}/");
        (await Store.TryCopyAsync(Root.Join("a"), other.Join("whole"), Token)).ShouldBeTrue();
        var inParts = Make(new() { LargestSingleCopy = 6 * MiB, CopyPartSize = 5 * MiB, PartSize = 5 * MiB });
        (await inParts.TryCopyAsync(Root.Join("a"), other.Join("parts"), Token)).ShouldBeTrue();
        (await stores.ReadAllBytesAsync(other.Join("whole"), Token)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        (await stores.ReadAllBytesAsync(other.Join("parts"), Token)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        (await stores.FindAsync(other.Join("parts"), Token))!.Tag!.ShouldEndWith("-3");
        await Should.ThrowAsync<ResourceNotFoundException>(async () => await Store.TryCopyAsync(Root.Join("none"), other.Join("x"), Token));
    }

    [Fact]
    public async Task More_objects_than_a_page_holds_are_listed_and_removed()
    {
        await stores.WriteAllBytesAsync(Root.Join("0"), "x"u8.ToArray(), Token);
        var names = Enumerable.Range(0, 1_203).Select(i => Root.Join($"many/{i:d4}")).ToList();
        await Parallel.ForEachAsync(names, new ParallelOptions { CancellationToken = Token, MaxDegreeOfParallelism = 32 }, async (path, token) => (await Store.TryCopyAsync(Root.Join("0"), path, token)).ShouldBeTrue());
        (await Store.ListAsync(Root.Join("many/"), Token).Select(file => file.Path).ToListAsync(Token)).ShouldBe(names);
        var asked = names.Concat([Root.Join("many/none"), Root.Join("zzz"), Root.Join("0"), Root.Join("many/")]).Reverse().ToList();
        var looked = await Store.FindAsync(asked, Token);
        looked.Select(file => file?.Path).ShouldBe([Root.Join("many/"), Root.Join("0"), null, null, .. Enumerable.Reverse(names)]);
        looked.OfType<ResourceInfo>().Count(file => file.Size == 1).ShouldBe(1_204);
        looked[^1]!.Tag.ShouldBe(looked[1]!.Tag);
        (await Store.DeleteAsync(names, Token)).ShouldBeEmpty();
        (await Store.ListAsync(Root, Token).Select(file => file.Path).ToListAsync(Token)).ShouldBe([Root.Join("0")]);
    }

    [Fact]
    public async Task Whoever_has_a_presigned_URL_reads_and_writes_without_credentials()
    {
        await stores.WriteAllBytesAsync(Root.Join("ü a+b"), "content"u8.ToArray(), Token);
        using var client = new HttpClient();
        (await client.GetStringAsync(await Store.PresignAsync(Root.Join("ü a+b"), PresignedUse.Read, TimeSpan.FromHours(1), Token), Token)).ShouldBe("content");
        var answer = await client.PutAsync(await Store.PresignAsync(Root.Join("new"), PresignedUse.Write, TimeSpan.FromHours(1), Token), new StringContent("written"), Token);
        answer.EnsureSuccessStatusCode();
        (await stores.ReadAllTextAsync(Root.Join("new"), Token)).ShouldBe("written");
        await Should.ThrowAsync<ResourceException>(async () => await Store.PresignAsync(Root.Join("new"), PresignedUse.Read, TimeSpan.FromDays(8), Token));
    }

    [Fact]
    public async Task Cancelled_uploads_leave_no_parts_and_abandoned_ones_are_removed()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Should.ThrowAsync<OperationCanceledException>(async () => await Store.WriteAsync(
            Root.Join("big"), new UnseekableStream(new MemoryStream(Content(18 * MiB)), position =>
            {
                if (position > 11 * MiB)
                    cancel.Cancel();
            }), cancel.Token));
        (await Store.AbortAbandonedUploadsAsync(Root, DateTimeOffset.MaxValue, Token)).ShouldBe(0);

        await BeginUploadAsync(Root.Join("left"));
        (await Store.AbortAbandonedUploadsAsync(Root, DateTimeOffset.UnixEpoch, Token)).ShouldBe(0);
        (await Store.AbortAbandonedUploadsAsync(Root, DateTimeOffset.MaxValue, Token)).ShouldBe(1);
        (await stores.ExistsAsync(Root.Join("big"), Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_profile_has_its_own_server_and_credentials()
    {
        var server = await S3Server.GetAsync();
        var url = new UriBuilder(server.Url) { UserName = server.Key, Password = Uri.EscapeDataString(server.Secret) }.Uri.AbsoluteUri;
        var profiles = EnvironmentVariables.From(new Dictionary<string, string>(StringComparer.Ordinal) { ["LSST_RESOURCES_S3_PROFILE_embargo"] = url, ["HOME"] = Folder.Path });
        var own = ResourceStores.For(profiles);
        await stores.WriteAllBytesAsync(Root.Join("a"), "content"u8.ToArray(), Token);
        var path = ResourcePath.ParseStored(Root.Join("a").ToString().Replace("s3://", "s3://embargo@", StringComparison.Ordinal));
        (await own.ReadAllTextAsync(path, Token)).ShouldBe("content");
        (await own.For(path).ListAsync(path.Parent, Token).Select(file => file.Path).ToListAsync(Token)).ShouldBe([path]);

        await File.WriteAllTextAsync(Folder.File("credentials"), $"[ours]\naws_access_key_id = {server.Key}\naws_secret_access_key = {server.Secret}\n", Token);
        var files = ResourceStores.For(profiles.With("AWS_SHARED_CREDENTIALS_FILE", Folder.File("credentials")).With("S3_ENDPOINT_URL", server.Url));
        (await files.ReadAllTextAsync(ResourcePath.ParseStored(path.ToString().Replace("embargo@", "ours@", StringComparison.Ordinal)), Token)).ShouldBe("content");
        var error = await Should.ThrowAsync<ResourceException>(async () => await files.ReadAllTextAsync(ResourcePath.ParseStored("s3://nobody@first/x"), Token));
        error.Message.ShouldContain("no S3 profile 'nobody'");
    }

    [Theory]
    [InlineData("AWS_SECRET_ACCESS_KEY", "wrong", "does not accept the credentials")]
    [InlineData("AWS_ACCESS_KEY_ID", "NOBODY", "does not accept the credentials")]
    public async Task Wrong_credentials_are_said_to_be_wrong(string name, string value, string expected)
    {
        var wrong = new S3ResourceStore(environment.With(name, value));
        var error = await Should.ThrowAsync<ResourceException>(async () => await wrong.OpenReadAsync(Root.Join("a"), Token));
        error.Message.ShouldContain(expected);
        error.Message.ShouldContain(Root.Join("a").ToString());
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named()
    {
        var path = ResourcePath.ParseStored("s3://nowhere-at-all/x");
        (await Should.ThrowAsync<ResourceException>(async () => await stores.WriteAllBytesAsync(path, new byte[1], Token))).Message.ShouldContain("no bucket 'nowhere-at-all'");
        (await Should.ThrowAsync<ResourceException>(async () => await Store.ListAsync(path.Parent, Token).ToListAsync(Token))).Message.ShouldContain("no bucket");
    }

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    private S3ResourceStore Make(S3Options options) => new(environment, TimeProvider.System, options);

    private async Task BeginUploadAsync(ResourcePath path)
    {
        using var client = S3Connection.Make("", environment, new()).Client;
        await client.InitiateMultipartUploadAsync(S3Address.Of(path).Bucket, path.Key, Token);
    }
}
