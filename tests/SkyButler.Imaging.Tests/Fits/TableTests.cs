using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Tables;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Fits;

public sealed class TableTests
{
    private const string MakeTable =
        """
        v = np.empty(3, dtype=object); v[:] = [np.array([1.5, 2.5]), np.array([]), np.array([-1.0])]
        c = [fits.Column('id', 'K', array=[1, -2, 1 << 40]), fits.Column('flux', 'E', array=[0.5, np.nan, 3], unit='nJy'),
             fits.Column('count', 'I', bzero=32768, array=np.array([0, 65535, 7], 'u2')),
             fits.Column('name', '6A', array=['one', 'two 2', 'three!']), fits.Column('ok', 'L', array=[True, False, True]),
             fits.Column('bits', '11X', array=np.array([[i == 0 or i == j for i in range(11)] for j in (1, 5, 10)])),
             fits.Column('shape', '2J', array=[[1, 2], [3, 4], [5, 6]]), fits.Column('series', 'PD()', array=v),
             fits.Column('wide', 'QD()', array=v)]
        fits.BinTableHDU.from_columns(c, name='CAT').writeto(sys.argv[1])
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Columns_of_every_kind_hold_what_astropy_wrote()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table.fits");
        await Astropy.RunAsync(MakeTable, path);
        await using var file = await FitsFile.OpenAsync(path, cancellationToken: Cancel);

        var table = file.Find("cat")!.OpenTable();

        table.RowCount.ShouldBe(3);
        table.Columns.Select(column => column.Name).ShouldBe(["id", "flux", "count", "name", "ok", "bits", "shape", "series", "wide"]);
        table.Columns[1].ShouldBe(new FitsColumn("flux", "nJy", 'E', 1, IsVariable: false));
        var read = await table.ReadTableAsync(cancellationToken: Cancel);
        read.Values<long>("id").ToArray().ShouldBe([1, -2, 1L << 40]);
        read.Values<float>("flux").ToArray().ShouldBe([0.5f, float.NaN, 3]);
        read.Values<ushort>("count").ToArray().ShouldBe([(ushort)0, (ushort)65535, (ushort)7]);
        read.Values<string>("name").ToArray().ShouldBe(["one", "two 2", "three!"]);
        read.Values<bool>("ok").ToArray().ShouldBe([true, false, true]);
        Enumerable.Range(0, 3).Select(row => string.Concat(((bool[])read["bits"].GetValue(row)!).Select(flag => flag ? '1' : '0')))
            .ShouldBe(["11000000000", "10000100000", "10000000001"]);
        Enumerable.Range(0, 3).Select(row => (int[])read["shape"].GetValue(row)!).ShouldBe([[1, 2], [3, 4], [5, 6]]);
        foreach (var series in new[] { "series", "wide" })
            Enumerable.Range(0, 3).Select(row => (double[])read[series].GetValue(row)!).ShouldBe([[1.5, 2.5], [], [-1]]);
    }

    [Fact]
    public async Task A_wrong_column_or_type_is_said_in_words()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("table.fits");
        await Astropy.RunAsync(MakeTable, path);
        await using var file = await FitsFile.OpenAsync(path, cancellationToken: Cancel);
        var table = file.Hdus[1].OpenTable();

        (await Should.ThrowAsync<ImagingException>(() => table.ReadTableAsync(new() { Columns = ["flux2"] }, Cancel))).Message.ShouldContain("did you mean 'flux'", Case.Insensitive);
        var read = await table.ReadTableAsync(cancellationToken: Cancel);
        Should.Throw<ImagingException>(() => read.Values<float>("name")).Message.ShouldContain("not Single");
        Should.Throw<ImagingException>(() => file.Primary.OpenTable()).Message.ShouldContain("no table");
    }
}
