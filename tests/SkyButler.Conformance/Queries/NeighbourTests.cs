using System.Globalization;
using Microsoft.Data.Sqlite;
using SkyButler.Conformance.Registry;
using SkyButler.Queries;

namespace SkyButler.Conformance.Queries;

/// <summary>
/// Questions of the kinds that were recorded, with other fields, operators, collections and types. The right answers are what plain
/// SQL, written by hand for each, finds in the tables of the repository.
/// </summary>
public abstract class NeighbourTests(MixedRepository repository)
{
    private const string Raw = "SELECT t.dataset_id FROM dataset_tags_00000001 t JOIN collection c USING (collection_id) JOIN dataset_type y ON y.id = t.dataset_type_id WHERE y.name = 'raw_md' ";
    private const string ByVisit = "SELECT t.dataset_id FROM dataset_tags_00000004 t JOIN collection c USING (collection_id) JOIN dataset_type y ON y.id = t.dataset_type_id ";
    private const string Coadd = "SELECT t.dataset_id FROM dataset_tags_00000006 t JOIN collection c USING (collection_id) WHERE 1 ";

    private protected virtual bool UnknownComesFirst => true;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("detector", "instrument='CamB' AND detector <= 1", "SELECT id FROM detector WHERE instrument='CamB' AND id <= 1")]
    [InlineData("detector", "instrument='CamA' AND 2 > detector", "SELECT id FROM detector WHERE instrument='CamA' AND id < 2")]
    [InlineData("detector", "instrument='CamA' AND detector.id >= 2 AND detector.id != 3", "SELECT 2")]
    [InlineData("detector", "instrument='CamA' AND (raft = 'R00' OR purpose = 'WAVEFRONT')", "SELECT id FROM detector WHERE instrument='CamA' AND (raft='R00' OR purpose='WAVEFRONT')")]
    [InlineData("detector", "instrument='CamA' AND name_in_raft > 'S00'", "SELECT id FROM detector WHERE instrument='CamA' AND name_in_raft > 'S00'")]
    [InlineData("detector", "instrument='CamA' AND detector.full_name NOT IN ('R00_S00', 'R01_S00', 'none')", "SELECT id FROM detector WHERE instrument='CamA' AND full_name NOT IN ('R00_S00','R01_S00')")]
    [InlineData("detector", "instrument='CamA' AND GLOB(detector.full_name, 'R?1_*0')", "SELECT id FROM detector WHERE instrument='CamA' AND full_name GLOB 'R?1_*0'")]
    [InlineData("detector", "instrument='CamA' AND detector IN (0..3:2)", "SELECT id FROM detector WHERE instrument='CamA' AND id IN (0, 2)")]
    [InlineData("detector", "instrument='CamA' AND detector IN (1..3:2, -5..0)", "SELECT id FROM detector WHERE instrument='CamA' AND id IN (0, 1, 3)")]
    [InlineData("detector", "instrument='CamA' AND detector NOT IN (3..1)", "SELECT id FROM detector WHERE instrument='CamA'")]
    [InlineData("detector", "instrument='CamA' AND -detector < -1", "SELECT id FROM detector WHERE instrument='CamA' AND id > 1")]
    [InlineData("detector", "instrument='CamA' AND detector % 2 = 1", "SELECT id FROM detector WHERE instrument='CamA' AND id % 2 = 1")]
    [InlineData("detector", "instrument='CamA' AND (detector + 1) * 2 = 4", "SELECT 1")]
    [InlineData("detector", "instrument='CamA' AND detector / 2 = 1", "SELECT id FROM detector WHERE instrument='CamA' AND id / 2 = 1")]
    [InlineData("detector", "instrument='CamA' AND visit.exposure_time > 40.", "SELECT id FROM detector WHERE instrument='CamA'")]
    [InlineData("exposure", "instrument='CamA' AND exposure NOT IN (1001..3005, 3007)", "SELECT 3006")]
    [InlineData("exposure", "instrument='CamA' AND exposure IN (1001..1003) AND NOT exposure = 1002", "SELECT id FROM exposure WHERE id IN (1001, 1003)")]
    [InlineData("exposure", "instrument='CamA' AND exposure.seq_num = 4", "SELECT id FROM exposure WHERE instrument='CamA' AND seq_num=4")]
    [InlineData("exposure", "instrument='CamA' AND day_obs IN (20240110, 20240112) AND physical_filter = 'A-r'", "SELECT id FROM exposure WHERE instrument='CamA' AND day_obs IN (20240110,20240112) AND physical_filter='A-r'")]
    [InlineData("exposure", "instrument='CamA' AND exposure.physical_filter = 'A-r2'", "SELECT id FROM exposure WHERE instrument='CamA' AND physical_filter='A-r2'")]
    [InlineData("exposure", "instrument='CamA' AND band != 'r'", "SELECT e.id FROM exposure e JOIN physical_filter f ON f.instrument=e.instrument AND f.name=e.physical_filter WHERE e.instrument='CamA' AND band <> 'r'")]
    [InlineData("exposure", "instrument='CamA' AND band IN ('g', 'i')", "SELECT e.id FROM exposure e JOIN physical_filter f ON f.instrument=e.instrument AND f.name=e.physical_filter WHERE e.instrument='CamA' AND band IN ('g','i')")]
    [InlineData("exposure", "instrument='CamA' AND can_see_sky", "SELECT id FROM exposure WHERE instrument='CamA' AND can_see_sky")]
    [InlineData("exposure", "instrument='CamA' AND NOT (exposure.can_see_sky OR exposure.observation_type = 'flat')", "SELECT id FROM exposure WHERE instrument='CamA' AND NOT (can_see_sky OR observation_type='flat')")]
    [InlineData("exposure", "instrument='CamA' AND exposure.has_simulated = NULL", "SELECT id FROM exposure WHERE instrument='CamA' AND has_simulated IS NULL")]
    [InlineData("exposure", "instrument='CamA' AND exposure.tracking_dec != NULL", "SELECT id FROM exposure WHERE instrument='CamA' AND tracking_dec IS NOT NULL")]
    [InlineData("exposure", "instrument='CamA' AND exposure.tracking_ra > 0", "SELECT id FROM exposure WHERE instrument='CamA' AND tracking_ra > 0")]
    [InlineData("exposure", "instrument='CamA' AND NOT (exposure.tracking_ra > 0)", "SELECT id FROM exposure WHERE instrument='CamA' AND NOT tracking_ra > 0")]
    [InlineData("exposure", "instrument='CamA' AND exposure.target_name NOT IN ('M31')", "SELECT id FROM exposure WHERE instrument='CamA' AND target_name NOT IN ('M31')")]
    [InlineData("exposure", "instrument='CamA' AND exposure.target_name IN ('M31', NULL)", "SELECT id FROM exposure WHERE instrument='CamA' AND (target_name='M31' OR target_name IS NULL)")]
    [InlineData("exposure", "instrument='CamA' AND exposure.dark_time = 5e-1", "SELECT id FROM exposure WHERE instrument='CamA' AND dark_time=0.5")]
    [InlineData("exposure", "instrument='CamA' AND exposure.exposure_time * 2.0 <= 5.0", "SELECT id FROM exposure WHERE instrument='CamA' AND exposure_time * 2 <= 5")]
    [InlineData("exposure", "instrument='CamA' AND exposure.exposure_time < exposure.dark_time", "SELECT id FROM exposure WHERE instrument='CamA' AND exposure_time < dark_time")]
    [InlineData("exposure", "instrument='CamA' AND exposure.seq_start < exposure.seq_end", "SELECT id FROM exposure WHERE instrument='CamA' AND seq_start < seq_end")]
    [InlineData("exposure", "instrument='CamB' AND exposure.timespan = NULL", "SELECT 510")]
    [InlineData("exposure", "instrument='CamB' AND exposure.timespan != NULL", "SELECT id FROM exposure WHERE instrument='CamB' AND timespan_begin IS NOT NULL")]
    [InlineData("exposure", "instrument='CamB' AND exposure.timespan.begin < T'1990-01-01'", "SELECT 510")]
    [InlineData("exposure", "instrument='CamB' AND NOT (exposure.timespan OVERLAPS (T'2024-01-11T19:02:00/tai', NULL))", "SELECT id FROM exposure WHERE instrument='CamB' AND timespan_end <= 1704999720000000000")]
    [InlineData("exposure", "instrument='CamA' AND exposure.timespan.begin = T'2024-01-10 19:04:00/tai'", "SELECT id FROM exposure WHERE instrument='CamA' AND timespan_begin=1704913440000000000")]
    [InlineData("exposure", "instrument='CamA' AND exposure.timespan.begin >= T'2024-01-12T19:06:00/tai'", "SELECT id FROM exposure WHERE instrument='CamA' AND timespan_begin >= 1705086360000000000")]
    [InlineData("exposure", "instrument='CamA' AND exposure.timespan.begin < T'2024-01-10T19:01:23'", "SELECT id FROM exposure WHERE instrument='CamA' AND timespan_begin < 1704913320000000000")]
    [InlineData("exposure", "instrument='CamA' AND exposure.timespan.begin <= T'2024-01-10T19:01:23/utc'", "SELECT id FROM exposure WHERE instrument='CamA' AND timespan_begin <= 1704913320000000000")]
    [InlineData("exposure", "instrument='CamA' AND exposure.timespan.end > T'60321.79'", "SELECT id FROM exposure WHERE instrument='CamA' AND timespan_end > 1705086000000000000")]
    [InlineData("exposure", "instrument='CamA' AND exposure.timespan OVERLAPS T'2024:010:19:04:10/tai'", "SELECT 1004")]
    [InlineData("exposure", "instrument='CamA' AND T'2024-01-10 19:04:00/tai' OVERLAPS exposure.timespan", "SELECT 1004")]
    [InlineData("exposure", "instrument='CamA' AND (NULL, T'2024-01-10 19:03:00/tai') OVERLAPS exposure.timespan", "SELECT id FROM exposure WHERE instrument='CamA' AND timespan_begin < 1704913380000000000")]
    [InlineData("exposure", "instrument='CamA' AND GLOB(group, '20240112*') AND exposure.seq_num IN (2..9:3)", "SELECT id FROM exposure WHERE instrument='CamA' AND [group] GLOB '20240112*' AND seq_num IN (2,5,8)")]
    [InlineData("exposure", "instrument='CamA' AND visit.exposure_time >= 60.0", "SELECT 2004 UNION SELECT 2005 UNION SELECT 2006 UNION SELECT 2007")]
    [InlineData("exposure", "instrument='CamA' AND visit = 2006", "SELECT 2006 UNION SELECT 2007")]
    [InlineData("exposure", "instrument='CamA' AND visit_system.name = 'nothing'", "SELECT 1 WHERE 0")]
    [InlineData("visit", "instrument='CamA' AND exposure = 2007", "SELECT 2006")]
    [InlineData("visit", "instrument='CamA' AND visit_system = 0", "SELECT visit FROM visit_system_membership WHERE instrument='CamA' AND visit_system=0")]
    [InlineData("visit", "instrument='CamA' AND visit.timespan = NULL", "SELECT 3006")]
    [InlineData("visit", "instrument='CamA' AND visit.region != NULL", "SELECT id FROM visit WHERE instrument='CamA' AND region IS NOT NULL")]
    [InlineData("visit", "instrument='CamA' AND visit.timespan OVERLAPS T'2024-01-12 19:06:10/tai'", "SELECT 1 WHERE 0")]
    [InlineData("visit", "instrument='CamA' AND visit.day_obs > 20240110 AND visit.target_name = 'M31'", "SELECT id FROM visit WHERE instrument='CamA' AND day_obs > 20240110 AND target_name='M31'")]
    [InlineData("visit", "instrument='CamA' AND visit.name >= 'CamA_v3'", "SELECT id FROM visit WHERE instrument='CamA' AND name >= 'CamA_v3'")]
    [InlineData("visit", "instrument='CamA' AND GLOB(visit.target_name, 'it?s*')", "SELECT id FROM visit WHERE instrument='CamA' AND target_name GLOB 'it?s*'")]
    [InlineData("visit", "instrument='CamA' AND visit.zenith_angle / 2.0 > 7.0", "SELECT id FROM visit WHERE instrument='CamA' AND zenith_angle / 2.0 > 7.0")]
    [InlineData("visit", "instrument='CamA' AND exposure.observation_type = 'bias'", "SELECT 1 WHERE 0")]
    [InlineData("visit", "instrument!='CamA'", "SELECT id FROM visit WHERE instrument<>'CamA'")]
    [InlineData("visit", "instrument IN ('CamA', 'CamB') AND visit IN (501, 1004)", "SELECT 501 UNION SELECT 1004")]
    [InlineData("visit", "(instrument='CamA' AND visit=501) OR (instrument='CamB' AND visit=501)", "SELECT 501")]
    [InlineData("visit", "visit.exposure_time > 10", "SELECT id FROM visit WHERE exposure_time > 10")]
    [InlineData("visit", "instrument.class_name = 'peertasks.CamB'", "SELECT id FROM visit WHERE instrument='CamB'")]
    [InlineData("day_obs", "instrument='CamA' AND day_obs.timespan OVERLAPS T'2024-01-11T12:00:00/tai'", "SELECT id FROM day_obs WHERE instrument='CamA' AND timespan_begin <= 1704974400000000000 AND timespan_end > 1704974400000000000")]
    [InlineData("day_obs", "instrument='CamA' AND exposure.observation_type = 'science' AND day_obs != 20240111", "SELECT 20240110 UNION SELECT 20240112")]
    [InlineData("physical_filter", "instrument='CamB' AND band != 'unknown'", "SELECT name FROM physical_filter WHERE instrument='CamB' AND band<>'unknown'")]
    [InlineData("physical_filter", "exposure.observation_type = 'dark'", "SELECT 'B-empty'")]
    [InlineData("tract", "skymap='sm1' AND tract > 0", "SELECT 1 UNION SELECT 2")]
    [InlineData("patch", "skymap='sm1' AND tract=2 AND patch.cell_x = 1 AND cell_y = 1", "SELECT 4")]
    [InlineData("subfilter", "band='g'", "SELECT id FROM subfilter WHERE band='g'")]
    public async Task Data_ids_are_those_that_sql_finds(string dimension, string where, string sql)
    {
        var registry = await repository.OpenAsync();
        var query = new DataIdQuery { Dimensions = [dimension], Where = where };

        var found = await new QueryEngine(registry).DataIdsAsync(query, Cancel).Select(d => d[dimension].ToString()).ToListAsync(Cancel);

        found.ShouldBe(Sql(sql), ignoreOrder: true);
    }

    [Theory]
    [InlineData("raw_md", "CamB/raw/all", "instrument='CamB' AND exposure IN (501..503:2) AND detector < 2", Raw + "AND c.name='CamB/raw/all' AND exposure IN (501,503) AND detector < 2")]
    [InlineData("raw_md", "CamA/good", "instrument='CamA'", Raw + "AND c.name='CamA/good'")]
    [InlineData("raw_md", "CamA/good,CamA/raw/all", "instrument='CamA' AND exposure=1005", Raw + "AND c.name='CamA/raw/all' AND exposure=1005")]
    [InlineData("raw_md", "CamA/defaults", "instrument='CamA' AND detector.purpose='WAVEFRONT'", Raw + "AND c.name='CamA/raw/all' AND detector=3")]
    [InlineData("raw_md", "CamA/raw/all", "instrument='CamA' AND visit = 2006", Raw + "AND c.name='CamA/raw/all' AND exposure IN (2006,2007)")]
    [InlineData("raw_md", "CamA/raw/all", "instrument='CamA' AND exposure.observation_type = 'flat'", Raw + "AND c.name='CamA/raw/all' AND exposure IN (1003,2003,3003)")]
    [InlineData("raw_md", "CamA/raw/all", "instrument='CamA' AND physical_filter = 'A-i' AND day_obs > 20240110", Raw + "AND c.name='CamA/raw/all' AND exposure=3006")]
    [InlineData("raw_md", "everything", "instrument='CamB'", Raw + "AND 0")]
    [InlineData("metric_int", "u/alice", "instrument='CamA' AND visit.exposure_time > 40.0", ByVisit + "WHERE y.name='metric_int' AND visit IN (2004,2006) AND c.name = CASE WHEN EXISTS (SELECT 1 FROM dataset_tags_00000004 o JOIN collection oc USING (collection_id) WHERE o.dataset_type_id=t.dataset_type_id AND o.visit=t.visit AND oc.name='u/alice/run2') THEN 'u/alice/run2' ELSE 'u/alice/run1' END")]
    [InlineData("metric_int", "u/alice/run1,u/alice/run2", "instrument='CamA' AND run = 'u/alice/run2' AND visit > 3000", ByVisit + "WHERE y.name='metric_int' AND visit > 3000 AND c.name='u/alice/run2'")]
    [InlineData("metric_int", "u/alice/run1", "instrument='CamA' AND visit.region OVERLAPS POINT(0.45, 0.0)", ByVisit + "WHERE y.name='metric_int' AND c.name='u/alice/run1' AND visit <> 3007")]
    [InlineData("coadd_md", "u/alice/run2", "skymap='sm1' AND band='g' AND patch IN (0, 1)", Coadd + "AND c.name='u/alice/run2' AND band='g' AND skymap='sm1' AND patch IN (0,1)")]
    [InlineData("coadd_md", "everything", "skymap='sm2'", Coadd + "AND c.name IN ('u/alice/run1','u/alice/run2','u/bob/out/20240115T000000Z') AND skymap='sm2'")]
    [InlineData("bias_info", "CamA/calib/20240101,CamA/calib/20240111", "instrument='CamA' AND detector > 0", "SELECT t.dataset_id FROM dataset_tags_00000002 t JOIN collection c USING (collection_id) WHERE detector > 0 AND c.name='CamA/calib/20240101'")]
    [InlineData("flat_tab", "CamA/calib/20240111", "instrument='CamA' AND band='r' AND detector=1", "SELECT t.dataset_id FROM dataset_tags_00000003 t JOIN collection c USING (collection_id) WHERE detector=1 AND physical_filter IN ('A-r','A-r2') AND c.name='CamA/calib/20240111'")]
    [InlineData("day_sum", "everything", "instrument='CamA' AND day_obs < 20240112", "SELECT dataset_id FROM dataset_tags_00000010 WHERE day_obs < 20240112 AND instrument='CamA'")]
    public async Task First_finds_are_those_that_sql_finds(string type, string collections, string where, string sql)
    {
        var registry = await repository.OpenAsync();
        var query = new DatasetQuery { DatasetType = type, Collections = collections.Split(','), FindFirst = true, Where = where };

        var found = await new QueryEngine(registry).DatasetsAsync(query, Cancel).Select(d => d.Id.ToString("N")).ToListAsync(Cancel);

        found.ShouldBe(Sql(sql), ignoreOrder: true);
        (await new QueryEngine(registry).CountAsync(query, Cancel)).ShouldBe(found.Count);
    }

    [Theory]
    [InlineData("visit", "instrument='CamA'", "-visit.timespan.end,visit", "SELECT id FROM visit WHERE instrument='CamA' ORDER BY COALESCE(timespan_end, 0) DESC, id")]
    [InlineData("visit", "instrument='CamA'", "target_name,-visit.exposure_time,visit.id", "SELECT id FROM visit WHERE instrument='CamA' ORDER BY target_name, exposure_time DESC, id")]
    [InlineData("visit", "instrument='CamA'", "band,-seq_num,day_obs", "SELECT v.id FROM visit v JOIN physical_filter f ON f.instrument=v.instrument AND f.name=v.physical_filter WHERE v.instrument='CamA' ORDER BY band, seq_num DESC, day_obs")]
    [InlineData("exposure", "instrument='CamB'", "exposure.timespan.begin", "SELECT id FROM exposure WHERE instrument='CamB' ORDER BY COALESCE(timespan_begin, 0)")]
    [InlineData("exposure", "instrument='CamA'", "-tracking_ra,exposure", "SELECT id FROM exposure WHERE instrument='CamA' ORDER BY tracking_ra DESC, id")]
    [InlineData("exposure", "instrument='CamA'", "exposure.group,-exposure", "SELECT id FROM exposure WHERE instrument='CamA' ORDER BY [group], id DESC")]
    [InlineData("exposure", "instrument='CamA' AND exposure.seq_num > 5", "-obs_id", "SELECT id FROM exposure WHERE instrument='CamA' AND seq_num > 5 ORDER BY obs_id DESC")]
    [InlineData("detector", "instrument='CamA'", "purpose,-detector.full_name", "SELECT id FROM detector WHERE instrument='CamA' ORDER BY purpose, full_name DESC")]
    public async Task Rows_come_in_the_order_of_sql_and_limits_take_the_first(string dimension, string where, string order, string sql)
    {
        var registry = await repository.OpenAsync();
        var query = new DataIdQuery { Dimensions = [dimension], Where = where, OrderBy = order.Split(',') };
        var engine = new QueryEngine(registry);
        var expected = Sql(sql);

        // Each database has its own place for what is not known, and the first ones are then others.
        if (!UnknownComesFirst && order.Contains("tracking_ra", StringComparison.Ordinal))
        {
            (await engine.DataIdsAsync(query, Cancel).Select(d => d[dimension].ToString()).ToListAsync(Cancel)).ShouldBe(expected, ignoreOrder: true);
            return;
        }

        (await engine.DataIdsAsync(query, Cancel).Select(d => d[dimension].ToString()).ToListAsync(Cancel)).ShouldBe(expected);
        (await engine.DataIdsAsync(query with { Limit = 2 }, Cancel).Select(d => d[dimension].ToString()).ToListAsync(Cancel)).ShouldBe(expected.Take(2));
        (await engine.RecordsAsync(dimension, query with { Dimensions = [], Limit = -3 }, Cancel).Select(r => r.DataId[dimension].ToString()).ToListAsync(Cancel)).ShouldBe(expected.Take(3));
    }

    [Theory]
    [InlineData("visit", "visit = 1004")]
    [InlineData("visit", "visit.name = 'CamA_v1004'")]
    [InlineData("patch", "instrument='CamA' AND patch = 1")]
    [InlineData("exposure", "instrument='CamA' AND exposure = 'x'")]
    [InlineData("exposure", "instrument='CamA' AND exposure.obs_id > 7")]
    [InlineData("exposure", "instrument='CamA' AND exposure.can_see_sky > 1")]
    [InlineData("exposure", "instrument='CamA' AND exposure.timespan < (T'2024-01-01', NULL)")]
    [InlineData("exposure", "instrument='CamA' AND exposure.timespan.begin OVERLAPS T'2024-01-01'")]
    [InlineData("exposure", "instrument='CamA' AND exposure.exposure_time % 2 = 1")]
    [InlineData("exposure", "instrument='CamA' AND exposure.exposure_time IN (1..5)")]
    [InlineData("exposure", "instrument='CamA' AND exposure.obs_id + 1 = 2")]
    [InlineData("exposure", "instrument='CamA' AND exposure")]
    [InlineData("exposure", "instrument='CamA' AND (exposure = 1001")]
    [InlineData("exposure", "instrument='CamA' AND exposure IN (1001, )")]
    [InlineData("exposure", "instrument='CamA' AND exposure == 1001")]
    [InlineData("exposure", "instrument='CamA' AND exposure = :e")]
    [InlineData("exposure", "instrument='CamA' AND exposure.nosuch.begin > T'2024-01-01'")]
    [InlineData("exposure", "instrument='CamA' AND raw_md.run = 'x'")]
    [InlineData("exposure", "instrument='CamA' AND timespan.begin > T'2024-01-01'")]
    [InlineData("exposure", "instrument='CamA' AND seq_number = 3")]
    [InlineData("exposure", "instrument='CamA' AND GLOB(exposure.obs_id)")]
    [InlineData("exposure", "instrument='CamA' AND GLOB('x', exposure.obs_id)")]
    [InlineData("exposure", "instrument='CamA' AND FOO(exposure, 1) = 2")]
    [InlineData("exposure", "instrument='CamA' AND exposure = UUID('x')")]
    [InlineData("visit", "instrument='CamA' AND visit.region OVERLAPS 3")]
    [InlineData("visit", "instrument='CamA' AND visit.region OVERLAPS CIRCLE(1, 2)")]
    [InlineData("visit", "instrument='CamA' AND visit.region OVERLAPS POLYGON(1, 2, 3, 4)")]
    [InlineData("visit", "instrument='CamA' AND visit.region OVERLAPS REGION('SQUARE 1 2 3')")]
    [InlineData("visit", "instrument='CamA' AND visit.timespan OVERLAPS exposure.timespan")]
    [InlineData("visit", "instrument='CamA' AND visit.timespan.begin > T'2024-13-01'")]
    [InlineData("visit", "instrument='CamA' AND visit.timespan.begin > T'58000'")]
    [InlineData("visit", "instrument='CamA' AND visit.timespan.begin > T'2024-01-01/nosuch'")]
    public async Task Questions_that_are_wrong_are_refused_in_one_line(string dimension, string where)
    {
        var registry = await repository.OpenAsync();
        var error = await Should.ThrowAsync<QueryException>(
            async () => await new QueryEngine(registry).DataIdsAsync(new DataIdQuery { Dimensions = [dimension], Where = where }, Cancel).ToListAsync(Cancel));
        error.Message.ShouldNotContain('\n');
    }

    private static List<string> Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={GoldenRegistry.File("mixed")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
            values.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return values;
    }

    public sealed class OnSqlite(MixedRepository repository) : NeighbourTests(repository), IClassFixture<MixedRepository>;

    public sealed class OnPostgres(PostgresMixedRepository repository) : NeighbourTests(repository), IClassFixture<PostgresMixedRepository>
    {
        private protected override bool UnknownComesFirst => false;
    }
}
