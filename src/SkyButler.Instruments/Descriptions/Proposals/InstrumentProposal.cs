namespace SkyButler.Instruments.Descriptions.Proposals;

/// <summary>What is proposed for an unknown instrument, to be reviewed by a person.</summary>
/// <param name="Name">The instrument's name.</param>
/// <param name="Description">YAML that describes it.</param>
/// <param name="Translator">YAML of a translator of its headers; null where one that is known translates them.</param>
/// <param name="Open">What could not be told from the headers.</param>
public sealed record InstrumentProposal(string Name, string Description, string? Translator, IReadOnlyList<string> Open);
