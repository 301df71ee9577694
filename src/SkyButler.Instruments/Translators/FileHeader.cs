using SkyButler.Instruments.Headers;
using SkyButler.Resources;

namespace SkyButler.Instruments.Translators;

/// <summary>A file and its header.</summary>
/// <param name="File">The file.</param>
/// <param name="Header">Its header; null where there was an error.</param>
/// <param name="Error">Why it can't be read, or null.</param>
public sealed record FileHeader(ResourcePath File, Header? Header, HeaderException? Error);
