using System.Globalization;
using SkyButler.Benchmarks.Commands;

namespace SkyButler.Benchmarks.Questions;

/// <summary>
/// The listings as somebody would write them by hand who knows the tables, what is in them, and how SQLite reads them: the order of its joins is
/// given by <c>CROSS JOIN</c>. They give what a listing gives, the whole data ID among it.
/// </summary>
internal static class ListingSql
{
    private const string Values = "SELECT t.dataset_id, t.collection_id, t.instrument, t.detector, t.exposure, e.day_obs, e.\"group\", e.physical_filter, p.band";
    private const string Filter = "p.instrument = e.instrument AND p.name = e.physical_filter";
    private const string Exposure = "e.instrument = t.instrument AND e.id = t.exposure";
    private const string Keys = "t.instrument = e.instrument AND t.detector = d.id AND t.exposure = e.id";
    private const string Search = "t.dataset_type_id = (SELECT id FROM dataset_type WHERE name = 'raw_md') AND t.collection_id = (SELECT collection_id FROM collection WHERE name = '"
        + BenchCamera.Run + "')";

    private const string Table = "dataset_tags_00000001 t";
    // Rows of an exposure lie together, which the index by exposure alone leads to; all of them are of one type and in one collection.
    private const string ByExposures = Values + " FROM exposure e CROSS JOIN physical_filter p CROSS JOIN " + Table
        + " INDEXED BY dataset_tags_00000001_fkidx_instrument_exposure WHERE t.instrument = e.instrument AND t.exposure = e.id AND " + Filter + " AND " + Search
        + " AND e.instrument = '" + BenchCamera.Instrument + "'";

    private const string ByKeys = Values + " FROM exposure e CROSS JOIN physical_filter p CROSS JOIN detector d CROSS JOIN " + Table
        + " WHERE d.instrument = e.instrument AND " + Keys + " AND " + Filter + " AND " + Search + " AND e.instrument = '" + BenchCamera.Instrument + "'";

    private const string ByRows = Values + " FROM " + Table + " CROSS JOIN exposure e CROSS JOIN physical_filter p WHERE " + Exposure + " AND " + Filter + " AND " + Search;

    public const string All = ByExposures;
    public const string Detector = ByRows + " AND t.instrument = '" + BenchCamera.Instrument + "' AND t.detector = 17";
    public const string Band = ByKeys + " AND p.band = 'g' AND d.raft = 'R03'";
    private const string OfBand = "e.instrument = '" + BenchCamera.Instrument + "' AND " + Filter + " AND p.band = 'g'";

    // Every record once: what a listing with records gives beside the datasets.
    public static readonly IReadOnlyList<string> BandRecords =
    [
        "SELECT e.* FROM exposure e CROSS JOIN physical_filter p WHERE " + OfBand,
        "SELECT g.* FROM exposure e CROSS JOIN physical_filter p CROSS JOIN \"group\" g WHERE g.instrument = e.instrument AND g.name = e.\"group\" AND " + OfBand,
        "SELECT * FROM day_obs WHERE instrument = '" + BenchCamera.Instrument + "'",
        "SELECT * FROM detector WHERE instrument = '" + BenchCamera.Instrument + "' AND raft = 'R03'",
        "SELECT * FROM physical_filter",
        "SELECT * FROM instrument",
    ];

    public const string Ordered = ByKeys + " AND e.id IN (SELECT id FROM exposure WHERE instrument = '" + BenchCamera.Instrument
        + "' ORDER BY timespan_begin DESC LIMIT 100) ORDER BY e.timespan_begin DESC, t.detector LIMIT 100";

    public static string Days => string.Create(CultureInfo.InvariantCulture, $"{ByExposures} AND e.day_obs >= {BenchCamera.Day(200)} AND e.day_obs < {BenchCamera.Day(600)} AND t.detector < 50");

    public static string One => string.Create(CultureInfo.InvariantCulture, $"{ByExposures} AND e.id = {BenchCamera.Exposure(1234)}");
}
