using System.Text.Json.Serialization;

namespace SkyButler.Imaging.Tables.Text.Cells;

/// <summary>Reads and writes texts as JSON without looking at types when the program runs.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class JsonTexts : JsonSerializerContext;
