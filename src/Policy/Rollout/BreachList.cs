namespace Robotics.Policy.Rollout;

/// <summary>Breaches in the order they were found, each one once.</summary>
internal sealed class BreachList
{
    private readonly List<string> _breaches = [];

    public int Count => _breaches.Count;

    public IReadOnlyList<string> All => _breaches;

    public void Add(string breach)
    {
        if (!_breaches.Contains(breach))
            _breaches.Add(breach);
    }
}
