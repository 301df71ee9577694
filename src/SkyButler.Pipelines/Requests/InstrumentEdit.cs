namespace SkyButler.Pipelines.Requests;

/// <summary>Replaces the pipeline's instrument (<c>--instrument CLASS</c>).</summary>
/// <param name="Instrument">Class name of the instrument.</param>
public sealed record InstrumentEdit(string Instrument) : PipelineEdit;
