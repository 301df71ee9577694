using SkyButler.Benchmarks.Scale.Databases;

namespace SkyButler.Benchmarks.Scale;

/// <summary>Statements that fill the tables of datasets, each with all its rows, out of nothing but numbers.</summary>
internal sealed class ScaleSql(ScaleDatabase database, ScaleSize size, string store, IReadOnlyDictionary<string, (string Tags, string Calibs)> tables)
{
    private const int Detectors = ScaleSize.Detectors;
    private const int Products = ScaleSize.Products;
    private const int Runs = ScaleSize.RunsOfCampaign;
    private const int Kinds = 2 + ScaleSize.Filters;
    private const int Overlap = 8;
    private const string Formatter = "lsst.daf.butler.formatters.yaml.YamlFormatter";

    // Of a processed dataset, by its number among these: they follow one another by campaign, visit, product and detector.
    private const string Detector = "(n % 190)";
    private static readonly string Product = $"(n / {Detectors} % {Products})";
    private readonly string visit = $"(n / {Detectors * Products} % {size.Visits})";
    private readonly string campaign = $"(n / {Detectors * Products * size.Visits})";

    // Of a calibration: epoch, kind (bias, dark, a flat for each filter), detector.
    private static readonly string Epoch = $"(n / {Detectors * Kinds})";
    private static readonly string Kind = $"(n / {Detectors} % {Kinds})";
    private static readonly string Filter = $"'filter' || ({Kind} - 2)";

    private string Block => $"({visit} * {Runs} / {size.Visits})";

    private string Run => $"({Key(ScaleNames.Run(0, 0))} + {campaign} * {Runs} + {Block})";

    private string CalibrationId => database.Id($"({size.Raws + size.Processed} + n)");

    private string ProductType => $"CASE {Product} {string.Join(" ", ScaleNames.Products.Select((p, i) => $"WHEN {i} THEN {Type(p)}"))} END";

    private static string KindType => $"CASE {Kind} WHEN 0 THEN {Type(ScaleNames.Bias)} WHEN 1 THEN {Type(ScaleNames.Dark)} ELSE {Type(ScaleNames.Flat)} END";

    /// <summary>All of them, in an order that references allow.</summary>
    public IEnumerable<string> Statements() => [.. Raws(), .. ProcessedDatasets(), .. Calibrations(), .. Tagged(), .. Certified(), Locations()];

    private IEnumerable<string> Raws()
    {
        var id = database.Id("n");
        var from = $"FROM {database.Series(size.Raws)}";
        yield return $"INSERT INTO dataset (id, dataset_type_id, ingest_date, run_id) SELECT {id}, {Type(ScaleNames.Raw)}, {ScaleTime.First} + n, {Key(ScaleNames.RawRun)} {from}";
        yield return Summary(Key(ScaleNames.RawRun), Type(ScaleNames.Raw), "(SELECT 1 AS n) AS s");
        yield return $"INSERT INTO {tables[ScaleNames.Raw].Tags} (dataset_type_id, dataset_id, collection_id, instrument, detector, exposure) "
            + $"SELECT {Type(ScaleNames.Raw)}, {id}, {Key(ScaleNames.RawRun)}, '{ScaleNames.Instrument}', {Detector}, n / {Detectors} {from}";
        yield return Records(id, $"'{ScaleNames.RawRun}/raw/' || (n / {Detectors}) || '/raw_Cam_' || {Detector} || '.yaml'", from);
    }

    private IEnumerable<string> ProcessedDatasets()
    {
        var id = database.Id($"({size.Raws} + n)");
        var from = $"FROM {database.Series(size.Processed)}";
        yield return $"INSERT INTO dataset (id, dataset_type_id, ingest_date, run_id) SELECT {id}, {ProductType}, {ScaleTime.First} + n, {Run} {from}";
        // One detector of each visit and product stands for all.
        var few = $"(SELECT n * {Detectors} AS n FROM {database.Series(size.Processed / Detectors)}) AS f";
        yield return Summary(Run, ProductType, few);
        yield return $"INSERT INTO {tables[ScaleNames.Products[0]].Tags} (dataset_type_id, dataset_id, collection_id, instrument, detector, visit) "
            + $"SELECT {ProductType}, {id}, {Run}, '{ScaleNames.Instrument}', {Detector}, {visit} {from}";
        var name = $"CASE {Product} {string.Join(" ", ScaleNames.Products.Select((p, i) => $"WHEN {i} THEN '{p}'"))} END";
        yield return Records(id, $"'Cam/runs/' || {campaign} || '/' || {Block} || '/' || {name} || '/' || {visit} || '/' || {name} || '_Cam_' || {visit} || '_' || {Detector} || '.yaml'", from);
    }

    private IEnumerable<string> Calibrations()
    {
        var from = $"FROM {database.Series(ScaleSize.Calibrations)}";
        var run = $"({Key(ScaleNames.CalibrationRun(0))} + {Epoch})";
        yield return $"INSERT INTO dataset (id, dataset_type_id, ingest_date, run_id) SELECT {CalibrationId}, {KindType}, {ScaleTime.First} + n, {run} {from}";
        yield return Summary(run, KindType, $"(SELECT n * {Detectors} AS n FROM {database.Series(ScaleSize.Calibrations / Detectors)}) AS f");
        yield return $"INSERT INTO {tables[ScaleNames.Bias].Tags} (dataset_type_id, dataset_id, collection_id, instrument, detector) "
            + $"SELECT {KindType}, {CalibrationId}, {run}, '{ScaleNames.Instrument}', {Detector} {from} WHERE {Kind} < 2";
        yield return $"INSERT INTO {tables[ScaleNames.Flat].Tags} (dataset_type_id, dataset_id, collection_id, instrument, detector, physical_filter) "
            + $"SELECT {KindType}, {CalibrationId}, {run}, '{ScaleNames.Instrument}', {Detector}, {Filter} {from} WHERE {Kind} >= 2";
        yield return Records(CalibrationId, $"'Cam/calib/runs/' || {Epoch} || '/' || {Kind} || '_Cam_' || {Detector} || '.yaml'", from);
    }

    // The first product of some visits of either campaign.
    private IEnumerable<string> Tagged()
    {
        const int Members = Detectors * ScaleSize.VisitsOfTag;
        var tag = $"(n / {Members})";
        var tagged = $"(({tag} * {size.Visits} / {ScaleSize.TaggedCollections} + n % {Members} / {Detectors}) % {size.Visits})";
        var id = database.Id($"({size.Raws} + ((({tag} % {ScaleSize.Campaigns}) * {size.Visits} + {tagged}) * {Products}) * {Detectors} + {Detector})");
        var key = $"({Key(ScaleNames.Tag(0))} + {tag})";
        yield return Summary($"({Key(ScaleNames.Tag(0))} + n)", Type(ScaleNames.Products[0]), database.Series(ScaleSize.TaggedCollections));
        yield return $"INSERT INTO {tables[ScaleNames.Products[0]].Tags} (dataset_type_id, dataset_id, collection_id, instrument, detector, visit) "
            + $"SELECT {Type(ScaleNames.Products[0])}, {id}, {key}, '{ScaleNames.Instrument}', {Detector}, {tagged} FROM {database.Series((long)ScaleSize.TaggedCollections * Members)}";
    }

    // Each collection has some epochs, and begins two later than the one before it.
    private IEnumerable<string> Certified()
    {
        var collections = $"(SELECT n AS c FROM {database.Series(ScaleSize.CalibrationCollections)}) AS o";
        var from = $"FROM {database.Series(ScaleSize.Calibrations)}, {collections} WHERE {Epoch} BETWEEN 2 * c - {Overlap} AND 2 * c + 1";
        var key = $"({Key(ScaleNames.Calibrations(0))} + c)";
        var length = ScaleTime.Epoch(size);
        var validity = database.Timespan($"{ScaleTime.First} + {Epoch} * {length}", $"{ScaleTime.First} + ({Epoch} + 1) * {length}");
        yield return Summary(key, KindType, $"(SELECT n * {Detectors} AS n, c FROM {database.Series(Kinds)}, {collections}) AS f");
        foreach (var (type, also, value, kinds) in ((string, string, string, string)[])[(ScaleNames.Bias, "", "", "< 2"), (ScaleNames.Flat, ", physical_filter", $", {Filter}", ">= 2")])
        {
            var table = tables[type].Calibs;
            yield return $"INSERT INTO {table} (id, dataset_type_id, dataset_id, collection_id, instrument, detector{also}, {database.TimespanColumns}) "
                + $"SELECT {database.NextId(table)}, {KindType}, {CalibrationId}, {key}, '{ScaleNames.Instrument}', {Detector}{value}, {validity} {from} AND {Kind} {kinds}";
        }
    }

    private string Locations() => $"INSERT INTO dataset_location (datastore_name, dataset_id) SELECT '{store}', {database.Id("n")} FROM {database.Series(size.Datasets)}";

    private static string Records(string id, string path, string from) =>
        "INSERT INTO file_datastore_records (dataset_id, path, formatter, storage_class, component, checksum, file_size) "
        + $"SELECT {id}, {path}, '{Formatter}', 'StructuredDataDict', '__NULL_STRING__', NULL, 8 {from}";

    // Both kinds of summary.
    private static string Summary(string collection, string type, string from) =>
        $"INSERT INTO collection_summary_dataset_type SELECT DISTINCT {collection}, {type} FROM {from}; "
        + $"INSERT INTO collection_summary_instrument SELECT DISTINCT {collection}, '{ScaleNames.Instrument}' FROM {from}";

    private static string Key(string collection) => $"(SELECT collection_id FROM collection WHERE name = '{collection}')";

    private static string Type(string name) => $"(SELECT id FROM dataset_type WHERE name = '{name}')";
}
