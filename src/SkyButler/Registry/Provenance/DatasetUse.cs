namespace SkyButler.Registry.Provenance;

/// <summary>That a quantum has to do with a dataset.</summary>
/// <param name="Dataset">Identifier of the dataset.</param>
/// <param name="Quantum">Identifier of the quantum.</param>
/// <param name="Role">What the one is to the other.</param>
public readonly record struct DatasetUse(Guid Dataset, Guid Quantum, DatasetRole Role)
{
    /// <summary>Whether the quantum was to make the dataset.</summary>
    public bool IsOutput => Role >= DatasetRole.MissingOutput;
}
