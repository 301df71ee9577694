using System.Text.Json.Nodes;

namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>An error of a quantum that wrote a part of its outputs.</summary>
/// <param name="QuantumId">Identifier of the quantum.</param>
/// <param name="DataId">Its data ID, required values.</param>
/// <param name="Run">The last run in which it was tried.</param>
/// <param name="Exception">The error.</param>
public sealed record RaisedException(Guid QuantumId, JsonObject DataId, string Run, ExceptionText Exception);
