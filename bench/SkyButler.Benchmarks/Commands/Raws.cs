using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using SkyButler.Benchmarks.Bare;
using SkyButler.Benchmarks.Running;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Registry;
using SkyButler.Registry.Records;

namespace SkyButler.Benchmarks.Commands;

/// <summary><c>butler ingest-raws</c> by headers and by an index, beside the bare reading of the headers; and <c>butler define-visits</c> beside SQLite alone.</summary>
internal sealed class Raws : IBenchmark
{
    private const int Detectors = 100;
    private const int MostFiles = 20_000;
    private const int MostVisits = 10_000;
    private const int Block = 2880;
    private const int CardLength = 80;
    private const string Instrument = "RawCam";
    private static readonly string[] VisitTables = ["visit_system", "visit", "visit_definition", "visit_system_membership", "visit_detector_region"];

    /// <inheritdoc />
    public string Name => "raws";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var config = Directory.CreateDirectory(bench.Folder.Fresh("raws-config")).FullName;
        await File.WriteAllTextAsync(Path.Combine(config, $"{Instrument}.yaml"), Camera(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(config, $"{Instrument}-translator.yaml"), Translator, cancellationToken);
        var empty = bench.Folder.Fresh("raws-empty");
        await ProgramRun.TimeAsync(bench.Butler, ["create", empty], cancellationToken);
        await ProgramRun.TimeAsync(bench.Butler, ["register-instrument", empty, Path.Combine(config, $"{Instrument}.yaml")], cancellationToken);

        var night = bench.Folder.Fresh("raws-night");
        var files = WriteFiles(night, (int)Math.Min(bench.Datasets, MostFiles) / Detectors);
        yield return await IngestAsync(bench, config, empty, files, night, "headers read", cancellationToken);
        await ProgramRun.TimeAsync("env", [$"SKYBUTLER_TRANSLATORS={Path.Combine(config, $"{Instrument}-translator.yaml")}", Path.Combine(bench.Programs, "astrometadata"), "write-index", night], cancellationToken);
        yield return await IngestAsync(bench, config, empty, files, Path.Combine(night, "_index.json"), "from an index", cancellationToken);
        yield return await DefineVisitsAsync(bench, config, empty, (int)Math.Min(bench.Datasets / Detectors, MostVisits), cancellationToken);
    }

    private static async Task<Figure> IngestAsync(
        Bench bench, string config, string empty, IReadOnlyList<string> files, string place, string how, CancellationToken cancellationToken)
    {
        var repository = bench.Folder.Fresh("raws-own");
        string[] arguments = [$"SKYBUTLER_INSTRUMENTS={config}", bench.Butler, "ingest-raws", repository, place, "--packages", Path.Combine(config, $"{Instrument}-translator.yaml"), "-t", "direct"];
        async Task<Sample> OwnAsync()
        {
            bench.Folder.Copy(empty, "raws-own");
            return await ProgramRun.TimeAsync("env", arguments, cancellationToken);
        }

        var (own, bare, ratio) = await Repeat.PairAsync(bench.Repetitions, OwnAsync, () => Repeat.TimeAsync(() => Task.Run(() => ReadHeaders(files), cancellationToken)));
        bench.Folder.Copy(empty, "raws-own");
        return new()
        {
            Work = string.Create(CultureInfo.InvariantCulture, $"`butler ingest-raws` of {files.Count:N0} small FITS files, {how} ({files.Count / own.Time.TotalSeconds:N0} files/s); bare: their headers read ({files.Count / bare.Time.TotalSeconds:N0} files/s)"),
            Sample = own,
            Bare = bare.Time,
            BareRatio = ratio,
            PeakBytes = await ProgramRun.PeakAsync("env", arguments, cancellationToken),
        };
    }

    private static async Task<Figure> DefineVisitsAsync(Bench bench, string config, string empty, int visits, CancellationToken cancellationToken)
    {
        var full = bench.Folder.Copy(empty, "raws-exposures");
        await InsertExposuresAsync(full, visits, cancellationToken);
        var repository = bench.Folder.Fresh("raws-visits");
        string[] arguments = [$"SKYBUTLER_INSTRUMENTS={config}", bench.Butler, "define-visits", repository, Instrument];
        async Task<Sample> OwnAsync()
        {
            bench.Folder.Copy(full, "raws-visits");
            return await ProgramRun.TimeAsync("env", arguments, cancellationToken);
        }

        await OwnAsync();
        var rows = RowsBetween(full, repository);
        Task<Sample> BareAsync()
        {
            var bare = bench.Folder.Copy(full, "raws-bare");
            return Repeat.TimeAsync(() =>
            {
                using var database = new BareDatabase(DatasetRows.Database(bare));
                database.Insert(rows);
                return Task.CompletedTask;
            });
        }

        var (own, others, ratio) = await Repeat.PairAsync(bench.Repetitions, OwnAsync, BareAsync);
        bench.Folder.Copy(full, "raws-visits");
        return new()
        {
            Work = string.Create(CultureInfo.InvariantCulture, $"`butler define-visits` of {visits:N0} exposures of {Detectors} detectors; bare: SQLite alone"),
            Sample = own,
            Bare = others.Time,
            BareRatio = ratio,
            PeakBytes = await ProgramRun.PeakAsync("env", arguments, cancellationToken),
        };
    }

    private static IReadOnlyList<TableRows> RowsBetween(string before, string after)
    {
        using var database = new BareDatabase(DatasetRows.Database(before));
        var tables = database.Read("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%visit%' ORDER BY name").Select(row => Encoding.UTF8.GetString((byte[])row[0]!));
        return database.Missing(DatasetRows.Database(after), [.. VisitTables, .. tables.Except(VisitTables)]);
    }

    // What every program must do that reads headers: open each file and read blocks to the end of the cards, on all processors.
    private static void ReadHeaders(IReadOnlyList<string> files) => Parallel.ForEach(files, file =>
    {
        Span<byte> block = stackalloc byte[Block];
        using var handle = File.OpenHandle(file);
        for (var offset = 0L; RandomAccess.Read(handle, block, offset) == Block && block.IndexOf("END     "u8) < 0;)
            offset += Block;
    });

    private static List<string> WriteFiles(string folder, int exposures)
    {
        var files = new List<string>();
        Directory.CreateDirectory(folder);
        for (var exposure = 0; exposure < exposures; exposure++)
        {
            for (var detector = 0; detector < Detectors; detector++)
            {
                var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{exposure:0000}_{detector:00}.fits"));
                File.WriteAllBytes(file, Fits(exposure, detector));
                files.Add(file);
            }
        }

        return files;
    }

    // A header of one block and an image of one.
    private static byte[] Fits(int exposure, int detector)
    {
        string[] cards =
        [
            "SIMPLE  =                    T", "BITPIX  =                   16", "NAXIS   =                    2", "NAXIS1  =                    8", "NAXIS2  =                    8",
            "INSTRUME= 'RawCam  '", Card("EXPID", exposure + 1), Card("CHIP", detector), "FILTER  = 'raw-r   '", "EXPTIME =                 30.0", "IMAGETYP= 'science '",
            string.Create(CultureInfo.InvariantCulture, $"DATE-OBS= '{Begin(exposure):yyyy-MM-ddTHH:mm:ss}'"),
            string.Create(CultureInfo.InvariantCulture, $"RA      = {10 + (exposure * 0.01),20:0.0000}"), "DEC     =               2.2500", "END",
        ];
        var bytes = new byte[2 * Block];
        Encoding.ASCII.GetBytes(string.Concat(cards.Select(card => card.PadRight(CardLength))).PadRight(Block), bytes);
        return bytes;
    }

    private static string Card(string keyword, int value) => string.Create(CultureInfo.InvariantCulture, $"{keyword,-8}= {value,20}");

    private static DateTime Begin(int exposure) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(40 * exposure);

    private static async Task InsertExposuresAsync(string repository, int count, CancellationToken cancellationToken)
    {
        await using var butler = await Butler.OpenAsync(repository, new() { Access = RegistryAccess.ReadWrite }, cancellationToken);
        var begin = TaiTime.FromTai(Begin(0));
        const long second = 1_000_000_000;
        async Task InsertAsync(string element, IEnumerable<Dictionary<string, object?>> rows) => await butler.Registry.Records.InsertAsync(
            butler.Universe[element], [.. rows.Select(row => DimensionRecord.Create(butler.Universe[element], new Dictionary<string, object?>(row) { ["instrument"] = Instrument }))],
            RecordInsertMode.New, cancellationToken);
        await InsertAsync("day_obs", [new() { ["id"] = 20260101L }]);
        await InsertAsync("group", Enumerable.Range(1, count).Select(id => new Dictionary<string, object?> { ["name"] = id.ToString(CultureInfo.InvariantCulture) }));
        await InsertAsync("exposure", Enumerable.Range(1, count).Select(id => new Dictionary<string, object?>
        {
            ["id"] = (long)id,
            ["obs_id"] = $"R{id}",
            ["day_obs"] = 20260101L,
            ["group"] = id.ToString(CultureInfo.InvariantCulture),
            ["physical_filter"] = "raw-r",
            ["exposure_time"] = 30.0,
            ["observation_type"] = "science",
            ["seq_num"] = (long)id,
            ["tracking_ra"] = id * 0.03 % 360,
            ["tracking_dec"] = (id % 100) - 50.0,
            ["sky_angle"] = id % 360.0,
            ["can_see_sky"] = true,
            ["timespan"] = Timespan.Between(begin + (id * 40 * second), begin + (((id * 40) + 30) * second)),
        }));
    }

    private static string Camera()
    {
        var text = new StringBuilder($"name: {Instrument}\nclass: bench.{Instrument}\nvisit_max: 1000000\nexposure_max: 1000000\ndetector_max: {Detectors}\nvisit_system: one-to-one\n");
        text.Append("camera: {plate_scale: 20, size: [4096, 4096], pixel_size: 0.01}\nfilters: [{physical_filter: raw-r, band: r}]\ndetectors:\n");
        for (var detector = 0; detector < Detectors; detector++)
            text.Append(CultureInfo.InvariantCulture, $"  - {{id: {detector}, full_name: D{detector:00}, position: [{((detector % 10) - 4.5) * 42}, {((detector / 10) - 4.5) * 42}]}}\n");
        return text.ToString();
    }

    private const string Translator =
        """
        translator: RawCam
        extends: Generic
        when: {card: INSTRUME, is: RawCam}
        properties:
          instrument: {value: RawCam}
          exposure_id: EXPID
          observation_id: {property: exposure_id}
          detector_num: CHIP
          detector_exposure_id: {formula: "exposure_id * 100 + detector_num"}
          physical_filter: FILTER
          observation_type: IMAGETYP
          exposure_time: EXPTIME
          datetime_begin: {date: DATE-OBS, scale: tai}
          datetime_end: {property: datetime_begin, add: exposure_time}
          tracking_radec: {ra: RA, dec: DEC, ra_unit: deg}
          boresight_rotation_angle: {value: 0}
          boresight_rotation_coord: {value: sky}
        """;
}
