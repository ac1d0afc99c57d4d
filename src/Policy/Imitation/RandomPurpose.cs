namespace Robotics.Policy.Imitation;

/// <summary>What a random number of a training is drawn for; each purpose has its own stream.</summary>
internal enum RandomPurpose
{
    Initialization,
    Batch,
    Augmentation,
}
