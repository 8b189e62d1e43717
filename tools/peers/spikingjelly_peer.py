#!/usr/bin/env python3
"""One workload of tools/compare_peers, in SpikingJelly and PyTorch, step by step.

Started by compare_peers with the interpreter that --python names.  Prints one
JSON object a line: first the versions, then, for each line "steps N" read from
stdin, the seconds of N steps.  The caller can so take turns with this process
after torch.compile has done its work.  Ends with its stdin.

IF and LIF are the library's Simple nodes, written in PyTorch: compiled, they
are faster than its operators, which the compiler cannot look into.
"""

import argparse
import importlib.metadata
import json
import sys
import time

try:
  import torch
  from torch import nn
  from torch.nn import functional as F
  from spikingjelly.activation_based import functional, layer, neuron, surrogate
  from spikingjelly.activation_based.model import sew_resnet
except ImportError as error:
  print(json.dumps({'missing': str(error)}))
  sys.exit(1)


def spiking(node, **kwargs):
  """A neuron as all workloads have it: arctangent, hard reset, detached."""
  return node(
      surrogate_function=surrogate.ATan(alpha=2.0), detach_reset=True, **kwargs)


class StillImage(nn.Module):
  """stem once on the image, body at each of `steps` steps, head on the mean."""

  def __init__(self, steps, stem, body, head):
    super().__init__()
    self.steps, self.stem, self.body, self.head = steps, stem, body, head
    functional.set_step_mode(self.stem, 's')
    functional.set_step_mode(self.body, 'm')

  def forward(self, image):
    current = self.stem(image)
    current = current.unsqueeze(0).expand(self.steps, *current.shape)
    return self.head(self.body(current.contiguous()).mean(0))


class Frames(nn.Module):
  """body at each step of [T, N, C, H, W], head on the mean over time."""

  def __init__(self, body, head):
    super().__init__()
    self.body, self.head = body, head
    functional.set_step_mode(self.body, 'm')

  def forward(self, frames):
    return self.head(self.body(frames).mean(0))


def sew_resnet_of(depth):
  make = getattr(sew_resnet, f'sew_resnet{depth}')
  net = spiking(
      lambda **kwargs: make(
          cnf='ADD', spiking_neuron=neuron.SimpleIFNode, **kwargs))
  body = nn.Sequential(net.sn1, net.maxpool, net.layer1, net.layer2, net.layer3,
                       net.layer4, net.avgpool, layer.Flatten())
  return StillImage(4, nn.Sequential(net.conv1, net.bn1), body,
                    nn.Linear(net.fc.in_features, 1000))


class SewBlock(nn.Module):

  def __init__(self, width, node):
    super().__init__()
    self.branch = nn.Sequential(*norm_fire(width, width, 3, node),
                                *norm_fire(width, width, 3, node))

  def forward(self, spikes):
    return spikes + self.branch(spikes)


def norm_fire(inputs, outputs, kernel, node):
  return [
      layer.Conv2d(
          inputs, outputs, kernel, padding=kernel // 2, bias=False),
      layer.BatchNorm2d(outputs),
      node()
  ]


def seven_blocks(widths, classes):
  """1x1 wherever the width changes, and a block and a pooling at each."""
  node = lambda: spiking(neuron.ParametricLIFNode, init_tau=2.0)
  layers, channels = [], 2
  for width in widths:
    if width != channels:
      layers += norm_fire(channels, width, 1, node)
      channels = width
    layers += [SewBlock(width, node), layer.MaxPool2d(2)]
  return Frames(
      nn.Sequential(*layers, layer.Flatten()), nn.Linear(channels, classes))


def fashion_conv():
  node = lambda: spiking(neuron.SimpleIFNode)
  stem = nn.Sequential(
      layer.Conv2d(1, 128, 3, padding=1, bias=False), layer.BatchNorm2d(128))
  body = nn.Sequential(node(), layer.MaxPool2d(2),
                       *norm_fire(128, 128, 3, node), layer.MaxPool2d(2),
                       layer.Flatten(),
                       layer.Linear(128 * 7 * 7, 2048, bias=False), node(),
                       layer.Linear(2048, 10, bias=False), node())
  return StillImage(4, stem, body, nn.Identity())


def scan():
  node = spiking(neuron.SimpleLIFNode, tau=2.0, decay_input=True)
  functional.set_step_mode(node, 'm')
  return node


def events(steps, batch):
  shape = (steps, batch, 2, 128, 128)
  return torch.randint(1, 4, shape) * (torch.rand(shape) < 0.1).float()


def mean_square(rates, labels):
  return F.mse_loss(rates, F.one_hot(labels, 10).float())


# name: network, batch -> input, classes, loss
WORKLOADS = {
    'sew18_64': (lambda: sew_resnet_of(18),
                 lambda n: torch.rand(n, 3, 64, 64), 1000, F.cross_entropy),
    'sew18_224': (lambda: sew_resnet_of(18),
                  lambda n: torch.rand(n, 3, 224, 224), 1000, F.cross_entropy),
    'sew50_64': (lambda: sew_resnet_of(50),
                 lambda n: torch.rand(n, 3, 64, 64), 1000, F.cross_entropy),
    'dvs7b': (lambda: seven_blocks([32] * 7, 11),
              lambda n: events(16, n), 11, F.cross_entropy),
    'wide7b': (lambda: seven_blocks([64] * 4 + [128] * 3, 10),
               lambda n: events(16, n), 10, F.cross_entropy),
    'fmnist_conv': (fashion_conv, lambda n: torch.rand(n, 1, 28, 28), 10,
                    mean_square),
    'lif_scan': (scan, lambda n: torch.randn(4, n), None, None),
}


def memory(field):
  """Bytes of a line of /proc/self/status."""
  with open('/proc/self/status', encoding='ascii') as status:
    for line in status:
      if line.startswith(field + ':'):
        return int(line.split()[1]) * 1024
  return 0


class Step:
  """A training step or an inference; run() gives the seconds of its parts."""

  def __init__(self, args):
    build, draw, classes, self.loss = WORKLOADS[args.workload]
    self.net = build()
    self.input = draw(args.batch)
    self.train = args.mode == 'train'
    self.net.train(self.train)
    if self.input.dim() >= 4:
      self.net = self.net.to(memory_format=torch.channels_last)
    if self.input.dim() == 4:
      self.input = self.input.contiguous(memory_format=torch.channels_last)
    self.forward = torch.compile(self.net) if args.compile else self.net
    parameters = list(self.net.parameters())
    self.optimizer = None
    if self.train and parameters:
      self.optimizer = torch.optim.SGD(parameters, lr=1e-3, momentum=0.9)
    if self.loss is None:
      self.input.requires_grad_(self.train)
      self.gradient = torch.randn_like(self.input)
    else:
      self.labels = torch.arange(args.batch) % classes

  def run(self):
    start = time.perf_counter()
    functional.reset_net(self.net)
    self.input.grad = None
    if self.optimizer:
      self.optimizer.zero_grad(set_to_none=True)
    if not self.train:
      with torch.no_grad():
        self.forward(self.input)
      return {'forward': time.perf_counter() - start}
    result = self.forward(self.input)
    loss = self.loss(result, self.labels) if self.loss else None
    middle = time.perf_counter()
    if loss is None:
      result.backward(self.gradient)
    else:
      loss.backward()
    end = time.perf_counter()
    times = {'forward': middle - start, 'backward': end - middle}
    if self.optimizer:
      self.optimizer.step()
      times['update'] = time.perf_counter() - end
    return times


def answer(line):
  print(json.dumps(line), flush=True)


def main():
  parser = argparse.ArgumentParser(description=__doc__)
  parser.add_argument('--workload', required=True, choices=WORKLOADS)
  parser.add_argument('--mode', required=True, choices=['train', 'infer'])
  parser.add_argument('--batch', type=int, required=True)
  parser.add_argument('--threads', type=int, required=True)
  parser.add_argument('--compile', action='store_true')
  args = parser.parse_args()

  torch.manual_seed(0)
  torch.set_num_threads(args.threads)
  answer({
      name: importlib.metadata.version(name)
      for name in ('torch', 'spikingjelly')
  } | {'python': sys.version.split()[0]})
  idle = memory('VmRSS')
  step = Step(args)
  for line in sys.stdin:
    count = int(line.split()[1])
    answer({
        'steps': [step.run() for _ in range(count)],
        'memory': memory('VmHWM') - idle
    })


if __name__ == '__main__':
  main()
