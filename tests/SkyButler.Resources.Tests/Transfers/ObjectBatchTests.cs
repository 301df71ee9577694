using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.S3;
using SkyButler.Resources.Transfers;
using SkyButler.Resources.Transfers.Objects;
using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests.Transfers;

/// <summary>Files that become objects together, on a real S3 server.</summary>
public sealed class ObjectBatchTests : IDisposable
{
    private const int MiB = 1 << 20;

    private readonly TemporaryDirectory folder = new();
    private readonly ResourcePath root = ResourcePath.ParseStored($"s3://first/{Guid.NewGuid():N}/");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Large_files_are_sent_ahead_and_appear_at_the_commit()
    {
        var store = await StoreAsync();
        await using var batch = await StageAsync(store);
        (await store.ListUploadsAsync(root, Token).Select(upload => upload.Path).ToListAsync(Token)).ShouldBe([root.Join("large")]);
        await batch.PrepareAsync(Token);
        (await store.ListUploadsAsync(root, Token).CountAsync(Token)).ShouldBe(2);
        (await store.ListAsync(root, Token).CountAsync(Token)).ShouldBe(0);
        // All is sent: what becomes of the sources changes nothing.
        File.Delete(folder.File("large"));
        var placed = new Placed();
        await batch.CommitAsync(placed, Token);
        (await store.ListAsync(root, Token).Select(file => (file.Path.Basename, file.Size)).ToListAsync(Token)).ShouldBe([("large", 6 * MiB), ("small", 3), ("written", 2 * MiB)]);
        (await store.ListUploadsAsync(root, Token).CountAsync(Token)).ShouldBe(0);
        placed.Sizes.Order().ShouldBe([3, 2 * MiB, 6 * MiB]);
        await batch.RollBackAsync();
        (await store.ListAsync(root, Token).CountAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_batch_that_is_given_up_leaves_neither_objects_nor_parts()
    {
        var store = await StoreAsync();
        await using (var batch = await StageAsync(store))
        {
            await batch.PrepareAsync(Token);
            await batch.RollBackAsync();
            (await store.ListUploadsAsync(root, Token).CountAsync(Token)).ShouldBe(0);
        }

        await using (var batch = await StageAsync(store))
            await batch.PrepareAsync(Token);
        (await store.ListUploadsAsync(root, Token).CountAsync(Token)).ShouldBe(0);
        (await store.ListAsync(root, Token).CountAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task An_upload_that_somebody_else_ended_is_told_and_nothing_of_the_batch_stays()
    {
        var store = await StoreAsync();
        await using var batch = await StageAsync(store);
        await batch.PrepareAsync(Token);
        await store.AbortAbandonedUploadsAsync(root, DateTimeOffset.MaxValue, Token);
        (await Should.ThrowAsync<ResourceException>(async () => await batch.CommitAsync(Token))).Message.ShouldStartWith($"Cannot write {root}");
        (await store.ListAsync(root, Token).CountAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task What_the_server_copies_is_copied_ahead_too()
    {
        var store = await StoreAsync();
        await using (var batch = await StageAsync(store))
            await batch.CommitAsync(Token);
        await using var copies = Batch(store);
        await copies.StageTransferAsync(root.Join("large"), root.Join("copy"), TransferMode.Copy, Token);
        (await store.ListUploadsAsync(root, Token).CountAsync(Token)).ShouldBe(1);
        await store.DeleteAsync([root.Join("large")], Token);
        await copies.CommitAsync(Token);
        (await store.FindAsync([root.Join("copy")], Token))[0]!.Size.ShouldBe(6 * MiB);
    }

    [Fact]
    public async Task Files_of_another_store_are_sent_without_a_copy_on_disk()
    {
        var store = await StoreAsync();
        var memory = new MemoryResourceStore();
        var source = ResourcePath.ParseStored("mem://a/b");
        await memory.WriteAsync(source, new MemoryStream(new byte[7 * MiB]), Token);
        await using var batch = Batch(store);
        await batch.StageTransferAsync(ResourceStores.Local.With("mem", memory).With("s3", store), source, root.Join("b"), TransferMode.Auto, Token);
        await memory.DeleteAsync([source], Token);
        await batch.CommitAsync(Token);
        (await store.FindAsync([root.Join("b")], Token))[0]!.Size.ShouldBe(7 * MiB);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<S3ResourceStore> StoreAsync() => new(
        EnvironmentVariables.From((await S3Server.GetAsync()).Environment), TimeProvider.System, new() { PartSize = 5 * MiB, LargestSinglePut = 5 * MiB });

    private static ObjectBatch Batch(S3ResourceStore store) => new(store, store, 2, new LateContents(MiB));

    // A large and a small file that are there, and one that a caller writes.
    private async Task<ObjectBatch> StageAsync(S3ResourceStore store)
    {
        var batch = Batch(store);
        await File.WriteAllBytesAsync(folder.File("large"), new byte[6 * MiB], Token);
        await batch.StageTransferAsync(ResourcePath.FromLocalPath(folder.File("large")), root.Join("large"), TransferMode.Copy, Token);
        await batch.StageContentAsync(root.Join("small"), "abc"u8.ToArray(), Token);
        await batch.StageContentAsync(root.Join("written"), new byte[2 * MiB], Token);
        return batch;
    }

    private sealed class Placed : IProgress<StagedFileProgress>
    {
        private readonly Lock @lock = new();

        public List<long> Sizes { get; } = [];

        public void Report(StagedFileProgress value)
        {
            lock (@lock)
                Sizes.Add(value.Size);
        }
    }
}
