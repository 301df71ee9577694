using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Binding;

namespace SkyButler.Tests.Queries.Expressions;

public sealed class BinderTests
{
    [Theory]
    [InlineData("visit = 3", "visit = 3")]
    [InlineData("visit.id = 3 AND detector.full_name != 'A'", "visit = 3 AND detector.full_name != 'A'")]
    [InlineData("visit.day_obs > 20240101", "day_obs > 20240101")]
    [InlineData("raft = 'R01'", "detector.raft = 'R01'")]
    [InlineData("visit.region = NULL", "visit.region = NULL")]
    [InlineData("null != visit.region", "NOT (visit.region = NULL)")]
    [InlineData("visit.region IS NOT NULL AND raft is null", "NOT (visit.region = NULL) AND detector.raft = NULL")]
    [InlineData("visit.zenith_angle / 2.0 > 7", "(visit.zenith_angle / 2) > 7")]
    [InlineData("visit IN (some)", "visit = NULL OR visit IN (4)")]
    [InlineData("visit IN (:none)", "false")]
    [InlineData("visit NOT IN (none)", "NOT (false)")]
    [InlineData("ingest_date > :date AND visit.timespan OVERLAPS instant", "bias.ingest_date > T'2020-01-01T00:00:37/tai' AND visit.timespan OVERLAPS T'1970-01-01T00:00:00.000000005/tai'")]
    [InlineData("ingest_date = day OR ingest_date = :offset", "bias.ingest_date = T'2020-01-01T00:00:37/tai' OR bias.ingest_date = T'2020-01-01T00:00:37/tai'")]
    [InlineData("ingest_date = :leap", "bias.ingest_date = T'1971-02-17T16:00:09.069714/tai'")]
    [InlineData("bias.timespan.begin < T'58000.0'", "bias.timespan.begin < T'2017-09-04T00:00:00/tai'")]
    [InlineData("ingest_date >= T'58000.0'", "bias.ingest_date >= T'2017-09-04T00:00:00/tai'")]
    [InlineData("visit IN (1, 2, NULL, 5..9:2)", "visit IN (5..9:2) OR visit = NULL OR visit IN (1, 2)")]
    [InlineData("visit IN (ids) AND instrument = :name", "visit IN (4, 5) AND instrument = 'Cam'")]
    [InlineData("GLOB(physical_filter, 'r*')", "GLOB(physical_filter, 'r*')")]
    [InlineData("GLOB(physical_filter, '*')", "true")]
    [InlineData("visit.exposure_time >= 60", "visit.exposure_time >= 60")]
    [InlineData("- visit.zenith_angle < 1.5", "-visit.zenith_angle < 1.5")]
    [InlineData("T'58000.0' OVERLAPS visit.timespan", "visit.timespan OVERLAPS T'2017-09-04T00:00:00/tai'")]
    public void Names_find_their_columns(string text, string bound) => Bind(text).ToString().ShouldBe(bound);

    [Theory]
    [InlineData("nosuch = 3", "Unrecognized identifier 'nosuch'.")]
    [InlineData("vist = 3", "Unrecognized identifier 'vist'. Did you mean 'visit'?")]
    [InlineData("visit.nam = 'x'", "Unrecognized field 'nam' for visit. Did you mean 'name'?")]
    [InlineData("flat.run = 'x'", "'flat.run' names the dataset type 'flat', which this query does not search.")]
    [InlineData("timespan OVERLAPS T'58000.0'", "Ambiguous identifier 'timespan' matches multiple fields")]
    [InlineData("detector.full_name < 3", "Column types for comparison detector.full_name < 3 do not agree (string, int).")]
    [InlineData("visit.timespan OVERLAPS 3", "Column types for comparison visit.timespan OVERLAPS 3 do not agree (timespan, int).")]
    [InlineData("visit.zenith_angle / 2 > 7.0", "Column types for operator / do not agree (float, int)")]
    [InlineData("visit.zenith_angle % 2.0 > 7.0", "Invalid types float, float for binary operator %; it takes integers.")]
    [InlineData("visit.name + 2 > 7.0", "Invalid types string, int for binary operator +.")]
    [InlineData("visit IN (mixed)", "The values of 'mixed' are of several types (int, string)")]
    [InlineData("visit = :ids", "'ids' is bound to a list, which stands in IN (:ids) only.")]
    [InlineData("visit IN (:odd)", "A value of type Version can't be compared with any column")]
    [InlineData("3 IS NULL", "IS NULL is asked of columns only.")]
    [InlineData("visit.timespan < bias.timespan", "Invalid column type timespan for operator <.")]
    [InlineData("GLOB(visit, 'a*')", "The first argument of GLOB must be a string column.")]
    [InlineData("visit = :x", "Name 'x' is not in the bind map.")]
    [InlineData("visit", "Expected a condition here, found a value of type int.")]
    [InlineData("(visit = 1) = 2", "Expected a value here, found a condition.")]
    [InlineData("visit = 1..3", "A range of integers stands in an IN list only.")]
    [InlineData("detector.raft IN (1..3)", "A range of integers can't hold detector.raft")]
    [InlineData("visit IN ('a')", "do not agree (int, string)")]
    [InlineData("detector = '3'", "A number is written without quotes.")]
    [InlineData("detector = 'R0_S0'", "A name is compared as detector.full_name='R0_S0'.")]
    [InlineData("detector IN ('R0_S0')", "A name is compared as detector.full_name='R0_S0'.")]
    [InlineData("detector.full_name = 3", "A text is written in single quotes.")]
    [InlineData("visit.timespan.begin > '2024-01-10'", "A time is written as T'2024-01-31T12:00:00'.")]
    [InlineData("visit.timespan OVERLAPS '2024-01-10'", "A timespan OVERLAPS a time T'2024-01-31T12:00:00'")]
    [InlineData("physical_filter = HSCR", "Unrecognized identifier 'HSCR'. A text is written in single quotes.")]
    [InlineData("visit.region OVERLAPS CIRKLE(1, 2, 3)", "There is no function 'CIRKLE'. Did you mean 'CIRCLE'?")]
    [InlineData("visit.region OVERLAPS POLYGON(0, 0, 1, 1)", "POLYGON takes")]
    [InlineData("visit.region OVERLAPS CIRCLE(0, 100, 1)", "CIRCLE can't be made")]
    [InlineData("visit.region OVERLAPS CIRCLE(0, 0, -1)", "The radius of a circle can't be negative. At line 1")]
    [InlineData("visit.name = T'not a time'", "'not a time' is not a time")]
    public void Wrong_names_and_types_are_told_in_one_line(string text, string problem)
    {
        var error = Should.Throw<ExpressionException>(() => Bind(text));
        error.Message.ShouldContain(problem);
        error.Message.ShouldNotContain('\n');
        error.Message.ShouldContain('»');
    }

    [Fact]
    public void A_circle_has_twice_the_angle_asked_for_except_in_region_texts()
    {
        Radius("CIRCLE(10, 20, 0.5)").ShouldBe(1, 1e-12);
        Radius("REGION('CIRCLE 10 20 0.5')").ShouldBe(0.5, 1e-12);
        Radius("POINT(10, 20)").ShouldBe(0);
    }

    [Fact]
    public void Hostile_ranges_cost_nothing() => Bind("visit IN (1..1000000000000)").ShouldBe(
        new Predicate.InRange(new Scalar.Reference(new QueryColumn.Key(DimensionUniverse.Default["visit"])), 1, 1_000_000_000_000, 1));

    private static double Radius(string shape)
    {
        var overlap = Bind($"visit.region OVERLAPS {shape}").ShouldBeOfType<Predicate.Overlaps>();
        var circle = ((Scalar.Literal)overlap.Right).Value.ShouldBeOfType<Circle>();
        return circle.OpeningAngle * 180 / Math.PI;
    }

    private static Predicate Bind(string text) => PredicateBinder.Bind(text, new BindingScope(
        DimensionUniverse.Default.Conform(["visit", "detector"]),
        ["bias"],
        new Dictionary<string, object?>
        {
            ["ids"] = new[] { 4, 5 },
            [":name"] = "Cam",
            ["span"] = Timespan.Unbounded,
            ["mixed"] = new object[] { 1, "a" },
            ["none"] = Array.Empty<int>(),
            ["some"] = new HashSet<object?> { 4, null },
            ["odd"] = new object[] { new Version(1, 0) },
            ["date"] = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            ["day"] = new DateOnly(2020, 1, 1),
            ["instant"] = new TaiInstant(5),
            ["offset"] = new DateTimeOffset(2020, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)),
            ["leap"] = new DateTime(1971, 2, 17, 16, 0, 0, DateTimeKind.Utc),
        }));
}
