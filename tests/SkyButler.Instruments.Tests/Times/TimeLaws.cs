using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SkyButler.Dimensions.Times;
using SkyButler.Instruments.Positions;
using SkyButler.Instruments.Times;

namespace SkyButler.Instruments.Tests.Times;

/// <summary>Laws that times and angles keep.</summary>
public sealed class TimeLaws
{
    private const int Cases = 2000;

    [Fact]
    public void Nanoseconds_survive_a_two_part_date() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Gen.Choose(0, int.MaxValue).Two().ToArbitrary(), pair =>
        {
            var nanoseconds = (pair.Item1 * 1_000_000_000L) + (pair.Item2 % 1_000_000_000);
            var time = ObservationTime.FromNanoseconds(nanoseconds);
            return time.ToNanoseconds() == nanoseconds && Math.Abs(time.Fraction) <= 0.5 && time.Day == Math.Floor(time.Day);
        }));

    [Fact]
    public void A_zone_and_a_scale_name_the_same_instant() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Gen.Choose(0, 1_800_000_000).Two().ToArbitrary(), pair =>
        {
            var utc = DateTime.UnixEpoch.AddSeconds(pair.Item1);
            var hours = pair.Item2 % 12;
            var there = utc.AddHours(hours).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
            // Days with leap seconds are one second longer for a clock in another zone.
            return Math.Abs(TimeText.Parse($"{there}+{hours:00}:00", TimeScale.Tai).Nanoseconds
                - TimeText.Parse(utc.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), TimeScale.Utc).Nanoseconds) <= 1_100_000_000;
        }));

    [Fact]
    public void Sexagesimal_angles_are_read_as_they_were_made() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Cases), Prop.ForAll(Gen.Choose(-1_295_999_999, 1_295_999_999).ToArbitrary(), milliseconds =>
        {
            var rest = Math.Abs((long)milliseconds);
            var text = $"{(milliseconds < 0 ? "-" : "")}{rest / 3_600_000:00}:{rest / 60_000 % 60:00}:{rest / 1000 % 60:00}.{rest % 1000:000}";
            return Math.Abs(AngleText.Parse(text) - (milliseconds / 3_600_000.0)) < 1e-9
                && AngleText.Parse(text.Replace(':', ' ')) == AngleText.Parse(text);
        }));

    [Theory]
    [InlineData("")]
    [InlineData("12:61:00")]
    [InlineData("12:00:00:00")]
    [InlineData("1e999")]
    [InlineData("NaN")]
    [InlineData("north")]
    public void Other_texts_are_no_angles(string text) => Should.Throw<FormatException>(() => AngleText.Parse(text));

    [Theory]
    [InlineData("2017-01-01T00:00:00", "utc", "2017-01-01T00:00:37.000")]
    [InlineData("2016-12-31T23:59:60", "utc", "2017-01-01T00:00:36.000")]
    [InlineData("2017-01-01T00:00:32.184", "tt", "2017-01-01T00:00:00.000")]
    [InlineData("2017-01-01", "tai", "2017-01-01T00:00:00.000")]
    [InlineData("31/12/98", "tai", "1998-12-31T00:00:00.000")]
    public void Scales_and_old_dates_are_known(string text, string scale, string tai) =>
        TimeText.Parse(text, TimeScales.Find(scale)).ToString().ShouldBe(tai);

    [Fact]
    public void The_observing_day_begins_at_its_offset()
    {
        TimeText.Parse("2024-01-02T11:59:59", TimeScale.Tai).DayNumber(43_200).ShouldBe(20240101);
        TimeText.Parse("2024-01-02T12:00:00", TimeScale.Tai).DayNumber(43_200).ShouldBe(20240102);
    }
}
