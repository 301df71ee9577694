namespace SkyButler.Pipelines.Requests;

/// <summary>One change of a pipeline asked for on a command line; changes are made in the order in which they were given.</summary>
public abstract record PipelineEdit;
