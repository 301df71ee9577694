using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases.Postgres.Sql;
using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Databases.Sqlite;
using SkyButler.Tests.Shared;
using static SkyButler.Tests.Queries.Plans.Searches;

namespace SkyButler.Tests.Queries.Plans;

/// <summary>The SQL of typical questions is what was approved; a new text is written beside the old one as <c>.received.sql</c>.</summary>
public sealed class SqlTests
{
    private static readonly string[] Raw = ["instrument", "exposure", "detector"];

    private static readonly DatasetSearch Bias = Of("bias", ["detector"], ("calib", CollectionType.Calibration), ("run", CollectionType.Run));

    public static TheoryData<string> Names() => [.. Questions.Keys];

    private static Dictionary<string, Question> Questions { get; } = new(StringComparer.Ordinal)
    {
        ["run-listing"] = List(Of("raw", Raw, ("run", CollectionType.Run)), ""),
        ["tagged-listing-once"] = List(Of("raw", Raw, ("run", CollectionType.Run), ("tag", CollectionType.Tagged)), "instrument='Cam'"),
        ["find-first"] = List(Of("raw", Raw, ("a", CollectionType.Run), ("b", CollectionType.Run)), "instrument='Cam' AND exposure=1", findFirst: true, order: ["-exposure"], limit: 5),
        ["band-and-raft"] = List(Of("raw", Raw, ("run", CollectionType.Run)), "instrument='Cam' AND band='r' AND detector.raft='R01'"),
        ["calibration-by-exposure"] = Ask(["exposure", "detector"], "instrument='Cam' AND exposure=1", new Projection.General([], Bias), [Bias]),
        ["ingest-date-and-run"] = List(Of("raw", Raw, ("run", CollectionType.Run)), "ingest_date > T'2020-01-01' AND run != 'x'", order: ["run"]),
        ["data-ids"] = Ask(["visit", "detector"], "instrument='Cam' AND visit IN (1..5:2) OR visit.name = 'x' AND instrument='Cam'"),
        ["bands"] = Ask(["band"], "instrument='Cam'"),
        ["visit-and-exposure"] = Ask(["visit", "exposure"], "instrument='Cam'"),
        ["visit-tract-overlap"] = Ask(["visit", "tract"], "instrument='Cam' AND skymap='m'"),
        ["region-constraint"] = Ask(["tract"], "skymap='m' AND tract.region OVERLAPS CIRCLE(10, 20, 0.1)"),
        ["reference-catalogue"] = List(Of("ref", ["htm7"], ("run", CollectionType.Run)), "skymap='m' AND tract=1"),
        ["existence"] = Ask(["exposure"], "instrument='Cam'", searches: [Of("raw", Raw, ("a", CollectionType.Run), ("b", CollectionType.Run))]),
        ["pages"] = List(Of("raw", Raw, ("run", CollectionType.Run)), "instrument='Cam'", order: ["-exposure", "detector"], limit: 10) with { Offset = 20 },
        ["long-list"] = Ask(["exposure"], "instrument='Cam' AND exposure IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)"),
        ["alternatives"] = Ask(
            ["exposure"], "instrument='Cam' AND (exposure.timespan OVERLAPS T'2024-01-10T00:00:00/tai' OR exposure.target_name IS NULL OR NOT exposure.can_see_sky AND exposure.seq_num % 2 = 1)"),
        ["first-find-of-rows"] = FirstBias(["exposure", "detector"]),
        ["bounds-of-time"] = Ask(["visit"], "instrument='Cam' AND visit.timespan.end <= T'60320.5' AND visit.timespan OVERLAPS (NULL, T'2024-01-11')", order: ["visit.timespan.begin"]),
        ["visit-records"] = Ask(["visit"], "instrument='Cam' AND GLOB(visit.name, 'a[*?')", new Projection.Records(Universe["visit"]), order: ["visit.timespan.begin"]),
    };

    private static Question FirstBias(string[] dimensions) => Ask(
        dimensions,
        "instrument='Cam' AND exposure=1",
        new Projection.General([new QueryColumn.Dataset("bias", DatasetField.Run), new QueryColumn.Dataset("bias", DatasetField.Timespan)], Bias),
        [Bias]);

    [Fact]
    public Task Few_keys_are_looked_up_one_by_one() => ShouldBeApprovedAsync(
        "one-exposure-by-keys",
        dialect => Sql(KeyDrivenAccess.For(Planner.Plan(List(Of("raw", Raw, ("run", CollectionType.Run)), "instrument='Cam' AND exposure=1")))!.Driven, dialect));

    [Theory]
    [InlineData("")]
    [InlineData("instrument='Cam'")]
    [InlineData("instrument='Cam' AND detector IN (1, 2)")]
    public void A_condition_on_the_first_keys_of_the_index_needs_no_other_way(string where) =>
        KeyDrivenAccess.For(Planner.Plan(List(Of("raw", Raw, ("run", CollectionType.Run)), where))).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_statement_is_the_approved_one(string name) => ShouldBeApprovedAsync(name, dialect => Sql(Questions[name], dialect));

    private static async Task ShouldBeApprovedAsync(string name, Func<SqlDialect, string> write)
    {
        await ShouldBeApprovedAsync(name, write(SqliteDialect.Instance));
        await ShouldBeApprovedAsync($"Postgres/{name}", write(new PostgresDialect(null)));
    }

    private static async Task ShouldBeApprovedAsync(string name, string found)
    {
        var approved = Checkout.File($"tests/SkyButler.Tests/Queries/Approved/{name}.sql");
        var expected = File.Exists(approved) ? await File.ReadAllTextAsync(approved, TestContext.Current.CancellationToken) : "";
        if (found != expected)
            await File.WriteAllTextAsync(Path.ChangeExtension(approved, ".received.sql"), found, TestContext.Current.CancellationToken);
        found.ShouldBe(expected);
    }
}
