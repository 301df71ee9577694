using SkyButler.Instruments.Headers;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Headers;

/// <summary>How headers are read out of files.</summary>
public sealed class HeaderFileTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_large_file_little_more_than_its_headers_is_read()
    {
        var counting = new CountingStore();
        var file = SharedFiles.Golden("rubin-imsim/CALIB/bias/2022-01-01/bias-R11-S20-det042_2022-01-01.fits");
        var headers = await HeaderFile.ReadAsync(ResourcePath.ParseStored("counted://here" + file), 2, ResourceStores.Local.With("counted", counting), Stop);
        headers.Count.ShouldBe(2);
        counting.Bytes.ShouldBeLessThan(new FileInfo(file).Length / 2);
        counting.Bytes.ShouldBeLessThan(400_000);
    }

    [Theory]
    [InlineData("not FITS at all", "a FITS file has at least 2880 bytes")]
    [InlineData("", "a FITS file has at least 2880 bytes")]
    public async Task A_file_that_is_no_FITS_is_named(string content, string message)
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("a.fits"), content, Stop);
        await ShouldFailAsync(folder.File("a.fits"), message);
    }

    [Fact]
    public async Task A_file_that_is_cut_short_is_named()
    {
        using var folder = new TemporaryDirectory();
        var whole = await File.ReadAllBytesAsync(SharedFiles.Data("obs_base/calexp.fits"), Stop);
        await File.WriteAllBytesAsync(folder.File("header.fits"), whole[..1000], Stop);
        await ShouldFailAsync(folder.File("header.fits"), "header.fits");
        await File.WriteAllBytesAsync(folder.File("data.fits"), whole[..20_000], Stop);
        await ShouldFailAsync(folder.File("data.fits"), "data.fits");
    }

    [Theory]
    [InlineData("a: {b: {c: d}}", "a card holds a single value or a list")]
    [InlineData("just text", "a header is a mapping")]
    [InlineData("[[A]]", "a card of a property list is a list")]
    [InlineData("a: [", "a.yaml")]
    [InlineData("c: !!python/object:os.system [ls]", "is not plain data")]
    public async Task YAML_that_is_no_header_is_named(string content, string message)
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("a.yaml"), content, Stop);
        await ShouldFailAsync(folder.File("a.yaml"), message);
    }

    [Fact]
    public void Headers_merge_by_the_rules_of_the_original()
    {
        Header one = new() { ["A"] = 1L, ["B"] = "same", ["C"] = 1.5 }, other = new() { ["A"] = 2L, ["B"] = "same", ["D"] = true };
        Header[] both = [one, other];
        HeaderMerger.Merge(both, HeaderMerge.Overwrite)["A"].ShouldBe(2L);
        HeaderMerger.Merge(both, HeaderMerge.First)["A"].ShouldBe(1L);
        HeaderMerger.Merge(both, HeaderMerge.Drop).Keywords.ShouldBe(["B", "C", "D"]);
        HeaderMerger.Merge(both, HeaderMerge.Append)["C"].ShouldBe(new List<object?> { 1.5, null });
        var (common, differences) = HeaderMerger.Split(both);
        common.Keywords.ShouldBe(["B"]);
        differences[1].Keywords.ShouldBe(["A", "D"]);
    }

    private static async Task ShouldFailAsync(string file, string message)
    {
        var error = await Should.ThrowAsync<HeaderException>(() => HeaderFile.ReadAsync(ResourcePath.FromLocalPath(file), 2, ResourceStores.Local, Stop));
        error.Message.ShouldContain(Path.GetFileName(file));
        error.Message.ShouldContain(message);
        error.Message.ShouldNotContain('\n');
    }

    private sealed class CountingStore : IResourceStore
    {
        public long Bytes { get; private set; }

        public IReadOnlyCollection<TransferMode> SupportedTransfers => [];

        public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
            ResourceStores.Local.FindAsync([.. paths.Select(Local)], cancellationToken);

        public ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<Stream> OpenRangeAsync(ResourcePath path, long offset, long length, CancellationToken cancellationToken = default)
        {
            Bytes += length;
            return ResourceStores.Local.For(Local(path)).OpenRangeAsync(Local(path), offset, length, cancellationToken);
        }

        public IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IWriteBatch BeginBatch() => throw new NotSupportedException();

        private static ResourcePath Local(ResourcePath path) => ResourcePath.FromLocalPath(path.UnquotedPath);
    }
}
