using System.Globalization;
using Microsoft.Data.Sqlite;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Tests.Queries.Oracle.Worlds;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Queries.Oracle;

/// <summary>Reads a repository that the original made into plain lists, past everything that is tested.</summary>
internal sealed class GoldenWorld : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly World world;
    private readonly Dictionary<string, WorldDataset> datasets = new(StringComparer.Ordinal);

    private GoldenWorld(string repository, DimensionUniverse universe)
    {
        connection = new SqliteConnection($"Data Source={SharedFiles.Golden(Path.Combine(repository, "gen3.sqlite3"))};Mode=ReadOnly");
        connection.Open();
        world = new World(universe);
    }

    public static World Read(string repository, DimensionUniverse universe)
    {
        using var reader = new GoldenWorld(repository, universe);
        foreach (var element in universe.Elements.Where(e => e.HasTable))
            reader.ReadRecords(element);
        reader.ReadCollections();
        reader.ReadTypes();
        return reader.world;
    }

    public void Dispose() => connection.Dispose();

    private void ReadRecords(DimensionElement element)
    {
        foreach (var row in Rows($"SELECT * FROM \"{element.Name}\""))
        {
            var values = new Dictionary<string, object?>();
            foreach (var field in element.Schema.Fields)
            {
                var name = element.IsDimension && field.Name == element.PrimaryKey!.Name ? element.Name : field.Name;
                values[name] = field.Type switch
                {
                    ColumnType.Timespan => row["timespan_begin"] is long begin ? Timespan.FromStored(begin, (long)row["timespan_end"]!) : null,
                    ColumnType.Region => row["region"] is string text ? Region.DecodeBase64(text) : null,
                    ColumnType.Hash => row[field.Name] is string hash ? Convert.FromBase64String(hash) : null,
                    ColumnType.Bool => row[field.Name] is long flag ? flag != 0 : null,
                    ColumnType.Float => row[field.Name] is { } number ? Convert.ToDouble(number, CultureInfo.InvariantCulture) : null,
                    _ => row[field.Name],
                };
            }

            world.Records.Add(new WorldRecord(element.Name, values));
        }
    }

    private void ReadCollections()
    {
        foreach (var row in Rows("SELECT collection_id, name, type FROM collection ORDER BY type = 3, collection_id"))
        {
            var children = Rows($"SELECT c.name FROM collection_chain JOIN collection c ON c.collection_id = child WHERE parent = {row["collection_id"]} ORDER BY position");
            world.Collections.Add(new WorldCollection((string)row["name"]!, (WorldCollectionKind)(long)row["type"]!, [.. children.Select(c => (string)c["name"]!)]));
        }
    }

    private void ReadTypes()
    {
        foreach (var type in Rows("SELECT * FROM dataset_type ORDER BY name").ToList())
        {
            var dimensions = Rows($"SELECT dimension_name FROM dimension_graph_definition WHERE dimension_graph_id = {type["dimensions_key"]}").Select(d => (string)d["dimension_name"]!);
            var made = new WorldType((string)type["name"]!, [.. dimensions], type["calibration_association_table"] is not null);
            world.Types.Add(made);
            ReadDatasets(made, $"{type["id"]}", $"{type["tag_association_table"]}", (string?)type["calibration_association_table"]);
        }

        foreach (var claim in Rows(
            "SELECT c.name, t.name AS type FROM collection_summary_dataset_type s JOIN collection c USING (collection_id) JOIN dataset_type t ON t.id = s.dataset_type_id"))
            world.FurtherClaims.Add(((string)claim["name"]!, (string)claim["type"]!));
    }

    private void ReadDatasets(WorldType type, string id, string tags, string? calibrations)
    {
        var keys = world.Universe.Conform(type.Dimensions).Required.Select(r => r.Name).ToList();
        foreach (var row in Rows(
            $"SELECT m.*, d.ingest_date AS date, c.name AS collection, c.type AS kind FROM {tags} m JOIN dataset d ON d.id = m.dataset_id "
            + $"JOIN collection c ON c.collection_id = m.collection_id WHERE m.dataset_type_id = {id} ORDER BY c.type"))
        {
            if ((long)row["kind"]! == (long)WorldCollectionKind.Run)
            {
                var made = new WorldDataset(Guid.Parse((string)row["dataset_id"]!), type.Name, (string)row["collection"]!, keys.ToDictionary(k => k, k => row[k]!), Date(row["date"]!));
                datasets.Add((string)row["dataset_id"]!, made);
                world.Datasets.Add(made);
            }
            else
            {
                world.Members.Add(new WorldMember((string)row["collection"]!, datasets[(string)row["dataset_id"]!]));
            }
        }

        foreach (var row in calibrations is null ? [] : Rows(
            $"SELECT m.*, c.name AS collection FROM {calibrations} m JOIN collection c ON c.collection_id = m.collection_id WHERE m.dataset_type_id = {id}"))
            world.Validities.Add(new WorldValidity(
                (string)row["collection"]!, datasets[(string)row["dataset_id"]!], Timespan.FromStored((long)row["timespan_begin"]!, (long)row["timespan_end"]!)));
    }

    private static long Date(object stored) => stored is long nanoseconds
        ? nanoseconds
        : TaiTime.FromUtc(DateTime.Parse((string)stored, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));

    private List<Dictionary<string, object?>> Rows(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read())
            rows.Add(Enumerable.Range(0, reader.FieldCount).DistinctBy(reader.GetName).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    }
}
