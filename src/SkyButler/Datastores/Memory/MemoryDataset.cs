namespace SkyButler.Datastores.Memory;

/// <summary>An object that is kept in memory.</summary>
/// <param name="Value">The object; nobody else has it.</param>
/// <param name="StorageClass">The storage class as which it was stored.</param>
internal sealed record MemoryDataset(object Value, string StorageClass);
