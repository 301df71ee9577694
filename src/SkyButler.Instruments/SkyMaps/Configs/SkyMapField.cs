namespace SkyButler.Instruments.SkyMaps.Configs;

/// <summary>A field of a sky map's configuration, under the original's name.</summary>
/// <param name="Name">Its name, with dots.</param>
/// <param name="Kind">The kind of sky map that has it; null for all.</param>
/// <param name="Get">Its value: long, double, bool, string or list.</param>
/// <param name="Set">The settings with another value; a <see cref="FormatException"/> says what it takes.</param>
internal sealed record SkyMapField(
    string Name, SkyMapKind? Kind, Func<SkyMapSettings, object> Get, Func<SkyMapSettings, object?, SkyMapSettings> Set);
