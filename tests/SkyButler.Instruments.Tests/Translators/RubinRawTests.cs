using Microsoft.Data.Sqlite;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Instruments.Tests.Translators;

/// <summary>Raws of Rubin's cameras against the exposure records that the reference implementation made of them.</summary>
public sealed class RubinRawTests
{
    // Where the record was computed from right ascension, the rotation of the Earth was that which somebody foretold.
    private const double Arcseconds = 3.0 / 3600;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rubin-comCam", "raw/2019-05-30/3019053000001/3019053000001-R22-S00-det000.fits")]
    [InlineData("rubin-imsim", "raw/204595/R11/00204595-R11-S20-det042.fits")]
    [InlineData("rubin-phosim", "raw/204595/R11/00204595-R11-S20-det042.fits")]
    public async Task Each_field_of_the_exposure_is_that_of_the_registered_record(string repository, string raw)
    {
        var observation = (await new ObservationReader(TranslatorCatalog.Default, null, ResourceStores.Local).ReadAsync(
            ResourcePath.FromLocalPath(SharedFiles.Golden($"{repository}/{raw}")),
            new ObservationReading { Required = ObservationReading.ExposureProperties, Strictness = TranslationStrictness.Pedantic }, Stop)).Single();
        var fields = ExposureFields.Of(observation);

        observation.DetectorNumber.ShouldBe(int.Parse(raw[^8..^5], System.Globalization.CultureInfo.InvariantCulture));
        foreach (var (column, expected) in await RecordAsync(SharedFiles.Golden($"{repository}/gen3.sqlite3")))
        {
            switch (column)
            {
                case "timespan_begin" or "timespan_end":
                    // An instant becomes a nanosecond, since a timespan can't be empty there.
                    Math.Abs((long)fields["datetime" + column[8..]]! - (long)expected!).ShouldBeLessThanOrEqualTo(1, column);
                    break;
                case "zenith_angle" when expected is double angle:
                    ((double)fields[column]!).ShouldBe(angle, repository == "rubin-phosim" ? Arcseconds : 1e-9, column);
                    break;
                case "sky_angle" when expected is double angle:
                    ((double)fields[column]!).ShouldBe(angle, 1e-9, column);
                    break;
                default:
                    fields[column].ShouldBe(expected, column);
                    break;
            }
        }
    }

    private static async Task<IReadOnlyDictionary<string, object?>> RecordAsync(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM exposure";
        await using var reader = await command.ExecuteReaderAsync(Stop);
        (await reader.ReadAsync(Stop)).ShouldBeTrue();
        return Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, column => reader.IsDBNull(column) ? null : reader.GetValue(column), StringComparer.Ordinal);
    }
}
