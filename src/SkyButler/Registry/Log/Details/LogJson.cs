using System.Text.Json.Serialization;

namespace SkyButler.Registry.Log.Details;

/// <summary>How details are written.</summary>
[JsonSerializable(typeof(LogDetail))]
[JsonSerializable(typeof(LoggedMembers))]
internal sealed partial class LogJson : JsonSerializerContext;
