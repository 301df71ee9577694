using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries.Sky;

/// <summary>Questions about the sky have the same answers whichever database is asked.</summary>
public sealed class DatabasesAgreeTests
{
    private static readonly (string Dimensions, string Where)[] Questions =
    [
        ("visit,tract", ""),
        ("visit,detector,patch", "instrument='Cam1'"),
        ("visit,htm7", "instrument='Cam1' AND visit > 1"),
        ("visit,healpix7", ""),
        ("patch,htm9", "skymap='Map' AND tract = 0 AND patch IN (1, 2)"),
        ("visit", "instrument='Cam1' AND healpix6.region OVERLAPS visit.region AND healpix6.region OVERLAPS CIRCLE(11, 0, 0.1)"),
        ("visit", "instrument='Cam1' AND (visit.region OVERLAPS POINT(11, 0) OR visit = 4)"),
        ("visit", "instrument='Cam1' AND (visit.region OVERLAPS POINT(90, 80) OR visit = 4)"),
        ("visit", "instrument='Cam1' AND NOT visit.region OVERLAPS POINT(11, 0)"),
        ("visit,tract", "instrument='Cam1' AND skymap='Map' AND NOT visit.region OVERLAPS tract.region"),
        ("htm6,healpix4", "htm6.region OVERLAPS CIRCLE(11, 0, 0.5) AND htm6.region OVERLAPS healpix4.region"),
        ("visit,htm8,htm6", "instrument='Cam1'"),
        ("tract,htm10", "skymap='Map' AND tract = 7 AND NOT tract.region OVERLAPS htm10.region AND htm10 = 16777216"),
    ];

    [Fact]
    public async Task Answers_are_the_same_on_both()
    {
        await using var sqlite = await SkyRepository.MakeAsync();
        await using var postgres = await SkyRepository.MakeAsync(DatabaseKind.Postgres);
        foreach (var (dimensions, where) in Questions)
            (await postgres.KeysAsync(dimensions, where)).ShouldBe(await sqlite.KeysAsync(dimensions, where), $"{dimensions}: {where}");
    }
}
