"""The headers of neuron_list.h and the struct template in each."""

NEURONS = {
    "adaptive_lif.h": "AdaptiveLifNeuron",
    "cuba_lif.h": "CubaLifNeuron",
    "eif.h": "EifNeuron",
    "if.h": "IfNeuron",
    "izhikevich.h": "IzhikevichNeuron",
    "klif.h": "KlifNeuron",
    "leaky_integrator.h": "LeakyIntegratorNeuron",
    "lif.h": "LifNeuron",
    "plif.h": "PlifNeuron",
    "qif.h": "QifNeuron",
}
