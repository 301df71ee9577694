using System.Text;
using SkyButler.Datastores.Formatters.Pickles;

namespace SkyButler.Tests.Datastores.Pickles;

/// <summary>Pickles that Python made of classes with the original's names, and what must not be read.</summary>
public sealed class SkyMapPickleTests
{
    private const string Rings = "lsst.skymap.ringsSkyMap.RingsSkyMap";
    private const string RingsConfig = "import lsst.skymap.ringsSkyMap\nconfig.numRings=120\n";

    [Theory]
    [InlineData("gAJjbHNzdC5za3ltYXAucmluZ3NTa3lNYXAKUmluZ3NTa3lNYXAKcQBjbHNzdC5wZXguY29uZmlnLmNvbmZpZwp1bnJlZHVjZUNvbmZpZwpxAWNsc3N0LnNreW1hcC5yaW5nc1NreU1hcApSaW5nc1NreU1hcENvbmZpZwpxAmNfY29kZWNzCmVuY29kZQpxA1gzAAAAaW1wb3J0IGxzc3Quc2t5bWFwLnJpbmdzU2t5TWFwCmNvbmZpZy5udW1SaW5ncz0xMjAKcQRYBgAAAGxhdGluMXEFhnEGUnEHhnEIUnEJSwGGcQpScQsu")]
    [InlineData("gASVrwAAAAAAAACMF2xzc3Quc2t5bWFwLnJpbmdzU2t5TWFwlIwLUmluZ3NTa3lNYXCUk5SMFmxzc3QucGV4LmNvbmZpZy5jb25maWeUjA51bnJlZHVjZUNvbmZpZ5STlGgAjBFSaW5nc1NreU1hcENvbmZpZ5STlEMzaW1wb3J0IGxzc3Quc2t5bWFwLnJpbmdzU2t5TWFwCmNvbmZpZy5udW1SaW5ncz0xMjAKlIaUUpRLAYaUUpQu")]
    public void A_sky_map_with_a_version_is_read(string pickle) =>
        SkyMapPickle.Find(Read(Convert.FromBase64String(pickle))).ShouldBe(new StoredSkyMap(Rings, Rings + "Config", RingsConfig, 1));

    [Theory]
    [InlineData("gAJjbHNzdC5za3ltYXAuZG9kZWNhU2t5TWFwCkRvZGVjYVNreU1hcApxACmBcQF9cQIoWAcAAAB2ZXJzaW9ucQNLAUsAhnEEWAYAAABjb25maWdxBWNsc3N0LnBleC5jb25maWcuY29uZmlnCnVucmVkdWNlQ29uZmlnCnEGY2xzc3Quc2t5bWFwLmRvZGVjYVNreU1hcApEb2RlY2FTa3lNYXBDb25maWcKcQdjX2NvZGVjcwplbmNvZGUKcQhYFgAAAGNvbmZpZy5waXhlbFNjYWxlPTAuMgpxCVgGAAAAbGF0aW4xcQqGcQtScQyGcQ1ScQ51Yi4=")]
    [InlineData("gASVsAAAAAAAAACMGGxzc3Quc2t5bWFwLmRvZGVjYVNreU1hcJSMDERvZGVjYVNreU1hcJSTlCmBlH2UKIwHdmVyc2lvbpRLAUsAhpSMBmNvbmZpZ5SMFmxzc3QucGV4LmNvbmZpZy5jb25maWeUjA51bnJlZHVjZUNvbmZpZ5STlGgAjBJEb2RlY2FTa3lNYXBDb25maWeUk5RDFmNvbmZpZy5waXhlbFNjYWxlPTAuMgqUhpRSlHViLg==")]
    public void A_sky_map_with_a_state_is_read(string pickle) => SkyMapPickle.Find(Read(Convert.FromBase64String(pickle))).ShouldBe(
        new StoredSkyMap("lsst.skymap.dodecaSkyMap.DodecaSkyMap", "lsst.skymap.dodecaSkyMap.DodecaSkyMapConfig", "config.pixelScale=0.2\n", null));

    [Theory, InlineData(1), InlineData(null)]
    public void What_is_written_is_read(int? version)
    {
        var map = new StoredSkyMap(Rings, Rings + "Config", RingsConfig, version);
        SkyMapPickle.Find(Read(SkyMapPickle.Write(map))).ShouldBe(map);
    }

    [Theory]
    [InlineData("cos\nsystem\n(X\u0002\0\0\0lstR.")]
    [InlineData("K\u0001.")]
    [InlineData("}.")]
    public void What_is_no_sky_map_is_none_and_nothing_is_called(string pickle) => SkyMapPickle.Find(Read(Encoding.Latin1.GetBytes(pickle))).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("\u0080\u0009.")]
    [InlineData("R.")]
    [InlineData("X\u00ff\u00ff\u00ff\u007f.")]
    [InlineData("(I1\nl.")]
    [InlineData("h\u0005.")]
    [InlineData("cos")]
    public void What_is_no_pickle_of_plain_values_is_refused(string pickle) => Should.Throw<FormatException>(() => Read(Encoding.Latin1.GetBytes(pickle)));

    [Fact]
    public void Damaged_pickles_are_refused_or_read_and_never_do_worse()
    {
        var whole = SkyMapPickle.Write(new StoredSkyMap(Rings, Rings + "Config", RingsConfig, 1));
        for (var i = 0; i < whole.Length; i++)
        {
            foreach (var other in new byte[] { 0, (byte)'(', (byte)'R', 0x94, 0xff })
            {
                var damaged = (byte[])whole.Clone();
                damaged[i] = other;
                try
                {
                    SkyMapPickle.Find(Read(damaged));
                }
                catch (FormatException e)
                {
                    e.Message.ShouldNotBeEmpty();
                }
            }
        }
    }

    private static object? Read(byte[] pickle) => new PickleReader(pickle).Read();
}
