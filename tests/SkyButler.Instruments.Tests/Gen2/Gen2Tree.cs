using System.Globalization;
using Microsoft.Data.Sqlite;
using SkyButler.Datastores.Formatters.Pickles;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Instruments.SkyMaps;
using SkyButler.Instruments.SkyMaps.Storage;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Gen2;

/// <summary>A repository of the second generation in the layout of HSC: a registry of raws, calibrations with theirs, a reference catalogue, and reruns.</summary>
internal sealed class Gen2Tree : IDisposable
{
    public const string Filter = "HSC-I";
    public const int FirstVisit = 904024;
    private readonly TemporaryDirectory folder = new();

    public string Root => folder.File("gen2");

    public string Repository => folder.File("repo");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The sky map of its coadds.</summary>
    public static SkyMap SkyMap { get; } = new(SkyMapSettings.Default(SkyMapKind.Discrete) with
    {
        Projection = "TAN",
        PixelScale = 0.5,
        TractOverlap = 0,
        RightAscensions = [320.75],
        Declinations = [0.5],
        Radii = [1],
    });

    /// <summary>Makes a tree with some visits, each of some detectors.</summary>
    public static async Task<Gen2Tree> MakeAsync(int visits = 2, int detectors = 2)
    {
        var tree = new Gen2Tree();
        await tree.WriteAsync("_mapper", "lsst.obs.hsc.HscMapper\n");
        for (var i = 0; i < visits; i++)
            for (var detector = 0; detector < detectors; detector++)
                await WriteRawAsync(tree.Place(RawPath(FirstVisit + (2 * i), detector)), FirstVisit + (2 * i), detector);
        tree.Register(
            "registry.sqlite3",
            "CREATE TABLE raw (id INTEGER PRIMARY KEY, field TEXT, visit INT, ccd INT, pointing INT, filter TEXT, dateObs TEXT, taiObs TEXT, expTime REAL)",
            from i in Enumerable.Range(0, visits)
            from detector in Enumerable.Range(0, detectors)
            select string.Create(CultureInfo.InvariantCulture, $"INSERT INTO raw (field, visit, ccd, pointing, filter, dateObs) VALUES ('STRIPE82L', {FirstVisit + (2 * i)}, {detector}, 814, '{Filter}', '2013-11-02')"));
        return tree;
    }

    public static string RawPath(int visit, int detector) => string.Create(CultureInfo.InvariantCulture, $"STRIPE82L/2013-11-02/00814/{Filter}/HSC-{visit:0000000}-{detector:000}.fits");

    /// <summary>Adds biases of two dates, a flat, and their registry.</summary>
    public async Task AddCalibrationsAsync()
    {
        foreach (var (date, detector) in new[] { ("2013-01-01", 0), ("2013-01-01", 1), ("2013-06-17", 0) })
            await WriteAsync(string.Create(CultureInfo.InvariantCulture, $"CALIB/BIAS/{date}/NONE/BIAS-{date}-{detector:000}.fits"), "bias");
        await WriteAsync($"CALIB/FLAT/2013-06-17/{Filter}/FLAT-2013-06-17-{Filter}-001.fits", "flat");
        Register(
            "CALIB/calibRegistry.sqlite3",
            "CREATE TABLE bias (id INTEGER PRIMARY KEY, calibDate TEXT, validStart TEXT, validEnd TEXT, ccd INT, filter TEXT); CREATE TABLE flat AS SELECT * FROM bias",
            [
                "INSERT INTO bias (calibDate, validStart, validEnd, ccd, filter) VALUES ('2013-01-01', '2013-01-01', '2013-06-16', 0, 'NONE'), ('2013-01-01', '2013-01-01', '2014-01-01', 1, 'NONE'), ('2013-06-17', '2013-06-17', '2014-01-01', 0, 'NONE'), ('2013-06-17', '2013-06-17', '2014-01-01', 7, 'NONE')",
                $"INSERT INTO flat (calibDate, validStart, validEnd, ccd, filter) VALUES ('2013-06-17', '2013-06-01', '2013-12-31', 1, '{Filter}')",
            ]);
    }

    /// <summary>Adds a reference catalogue of three pixels.</summary>
    public async Task AddReferenceCatalogAsync()
    {
        await WriteAsync("ref_cats/ps1/config.py", "root.dataset_config.indexer['HTM'].depth=7\n");
        foreach (var pixel in new[] { 187013, 187014, 231819 })
            await WriteAsync($"ref_cats/ps1/{pixel}.fits", "catalogue");
        await WriteAsync("ref_cats/ps1/master_schema.fits", "schema");
    }

    /// <summary>Adds a rerun of single visits, and one of coadds whose parent it is.</summary>
    public async Task AddRerunsAsync(int visits = 2, int detectors = 2)
    {
        for (var i = 0; i < visits; i++)
            for (var detector = 0; detector < detectors; detector++)
                foreach (var name in new[] { "corr/CORR", "output/SRC" })
                    await WriteAsync(string.Create(CultureInfo.InvariantCulture, $"rerun/shared/first/00814/{Filter}/{name}-{FirstVisit + (2 * i):0000000}-{detector:000}.fits"), name);
        await WriteAsync("rerun/private/ann/coadds/repositoryCfg.yaml", "!RepositoryCfg_v1\n_mapper: !!python/name:lsst.obs.hsc.HscMapper ''\n_parents:\n- ../../../shared/first\n- ../../../..\n");
        await WriteAsync($"rerun/private/ann/coadds/deepCoadd-results/{Filter}/0/2,1/calexp-{Filter}-0-2,1.fits", "coadd");
        await WriteAsync($"rerun/private/ann/coadds/deepCoadd/{Filter}/0/2,1/warp-{Filter}-0-2,1-{FirstVisit}.fits", "warp");
        await WriteAsync("rerun/private/ann/coadds/deepCoadd-results/merged/0/2,1/ref-0-2,1.fits.gz", "reference");
        await AddSkyMapAsync("rerun/private/ann/coadds", SkyMap, "other");
    }

    /// <summary>Adds a sky map to a rerun, pickled as the butler stores it.</summary>
    public async Task AddSkyMapAsync(string rerun, SkyMap map, string name) =>
        await File.WriteAllBytesAsync(Place($"{rerun}/deepCoadd/skyMap.pickle"), await PickleAsync(SkyMapFile.ToStored(map), name), Stop);

    /// <summary>Writes a file below the root.</summary>
    public Task WriteAsync(string path, string text) => File.WriteAllTextAsync(Place(path), text, Stop);

    public void Dispose() => folder.Dispose();

    private string Place(string path)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }

    /// <summary>Executes statements on a registry.</summary>
    public void Register(string file, string tables, IEnumerable<string> rows)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Place(file), Pooling = false }.ToString());
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        foreach (var statement in rows.Prepend(tables))
        {
#pragma warning disable CA2100 // statements of this test
            command.CommandText = statement;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    // As the butler itself stores it.
    private async Task<byte[]> PickleAsync(StoredSkyMap map, string name)
    {
        var other = folder.File(name);
        await Butler.CreateAsync(other, new(), Stop);
        await using (var butler = await Butler.OpenAsync(other, new() { Access = Registry.RegistryAccess.ReadWrite }, Stop))
            await SkyMapRegistration.RegisterAsync(butler, "mine", SkyMapFile.FromStored(map), null, Stop);
        return await File.ReadAllBytesAsync(Directory.GetFiles(other, "*.pickle", SearchOption.AllDirectories).Single(), Stop);
    }

    private static async Task WriteRawAsync(string path, int visit, int detector)
    {
        await using var writer = FitsWriter.Create(path);
        await writer.WriteImageAsync(
            new Image<ushort>(8, 8),
            [
                FitsCard.Of("INSTRUME", "Hyper Suprime-Cam"),
                FitsCard.Of("TELESCOP", "Subaru"),
                FitsCard.Of("EXP-ID", string.Create(CultureInfo.InvariantCulture, $"HSCE{visit:00000000}")),
                FitsCard.Of("FRAMEID", string.Create(CultureInfo.InvariantCulture, $"HSCA{visit:000000}00")),
                FitsCard.Of("DET-ID", (long)detector),
                FitsCard.Of("T_CCDSN", "120"),
                FitsCard.Of("FILTER01", Filter),
                FitsCard.Of("DATE-OBS", "2013-11-02"),
                FitsCard.Of("MJD", 56598.26),
                FitsCard.Of("UT-STR", "06:15:55.908"),
                FitsCard.Of("UT-END", "06:16:27.924"),
                FitsCard.Of("EXPTIME", 30.0),
                FitsCard.Of("DATA-TYP", "OBJECT"),
                FitsCard.Of("OBJECT", "STRIPE82L"),
                FitsCard.Of("PROP-ID", "o13015"),
                FitsCard.Of("RA2000", "21:22:59.982"),
                FitsCard.Of("DEC2000", "+00:30:00.07"),
                FitsCard.Of("INST-PA", 0.0),
                FitsCard.Of("ALTITUDE", 63.04359233),
                FitsCard.Of("AZIMUTH", 226.68922661),
                FitsCard.Of("AIRMASS", 1.12),
                FitsCard.Of("FOC-VAL", 3.7),
                FitsCard.Of("OUT-TMP", 272.35),
                FitsCard.Of("OUT-PRS", 621.7),
                FitsCard.Of("OUT-HUM", 33.1),
            ],
            null, Stop);
    }
}
