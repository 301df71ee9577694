namespace SkyButler.Datastores.Formatters.Pickles;

/// <summary>What a pickle asks to be called; it is never done.</summary>
internal sealed class PickledCall(PickledName callee, IReadOnlyList<object?> arguments)
{
    public PickledName Callee => callee;

    public IReadOnlyList<object?> Arguments => arguments;

    /// <summary>The state that is given to the result; null where there is none.</summary>
    public object? State { get; set; }
}
